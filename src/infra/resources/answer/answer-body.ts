import type { Schema } from '@plumbline/contract/contract';
import { valueAt } from '@plumbline/contract/sample/json-value';
import { declaredResponse } from '../../http/served-operation.ts';
import type { Invocation } from '../../http/invocation.ts';
import { fitsAt } from '../body/fits.ts';
import { setAt } from '../body/members.ts';
import { fieldsOf, noteInvented } from '../item/emulated.ts';
import { withFittingCounts } from '../listing/facts.ts';
import type { Shape } from '../resource.ts';
import type { Serving } from '../serving.ts';

/** Members around an item that say that what was asked for was done. */
export const DONE = /^(is_?)?(success|successful|succeeded|ok|deleted|removed|acknowledged)$/i;

/** Members around an item that say in words what was done; the contract describes each answer. */
export const MESSAGE = /^(message|msg|detail|details)$/i;

/**
 * Completes the body of an answer, and records on the request what was invented for it.
 *
 * @param known the body as far as it is known
 * @throws HttpError 501 in production, where anything had to be invented
 */
export function answerBody(
  serving: Serving,
  invocation: Invocation,
  shape: Shape,
  known: unknown,
  seed: string,
): unknown {
  const { schema, at } = shape;
  if (schema === undefined) return undefined;
  const first = serving.built(schema, known, seed);
  const texts = described(serving, shape, schema, first.invented);
  const counted = withFittingCounts(serving.service.contract, shape, known, first.value);
  const better = texts.reduce((body, place) => setAt(body, place, descriptionOf(serving, shape)), counted);
  const { value, invented } = better === known ? first : serving.built(schema, better, seed);
  const isOutside = (pointer: string): boolean => at === undefined || !isWithin(pointer, at);
  // An effect is reported after it happened; an empty list around an item adds nothing to it.
  const isTrue = (pointer: string): boolean => {
    const said = valueAt(value, pointer);
    return (said === true && DONE.test(pointer.split('/').at(-1) ?? '')) || (Array.isArray(said) && said.length === 0);
  };
  const unknown = invented.filter((pointer) => !(isOutside(pointer) && isTrue(pointer)));
  noteInvented(serving, invocation, fieldsOf(unknown, at));
  return value;
}

/** Places of invented texts that the description of the response can stand for. */
function described(serving: Serving, shape: Shape, schema: Schema, invented: readonly string[]): string[][] {
  const { at } = shape;
  const text = invented.length === 0 ? '' : descriptionOf(serving, shape);
  if (text === '') return [];
  return invented
    .filter((pointer) => at === undefined || !isWithin(pointer, at))
    .map((pointer) => pointer.split('/').slice(1))
    .filter((place) => place.length === 0 || (place.length === 1 && MESSAGE.test(place[0] ?? '')))
    .filter((place) => fitsAt(serving.service.contract, schema, place, text));
}

function descriptionOf({ operation: { operation } }: Serving, { status }: Shape): string {
  return declaredResponse(operation, status)?.description ?? '';
}

function isWithin(pointer: string, at: readonly string[]): boolean {
  const keys = pointer.split('/').slice(1);
  return at.every((key, index) => keys[index] === key);
}
