import { HttpError } from '../../http/errors/errors.ts';
import type { FieldProblem } from '../../../domain/errors.ts';
import { getOwn } from '@plumbline/contract/json';
import type { Built } from '@plumbline/contract/sample/learn';
import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import { placeOf } from '../body/place.ts';
import type { BodyPath, Resource } from '../resource.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/** Names what an answer shows that nothing gave: values that were invented, or an effect that did not happen. */
const EMULATED = 'x-plumbline-emulated';

/** Beyond this many fields the header says no more. */
const MOST_NAMED = 20;

const noted = new WeakMap<Invocation, Set<string>>();

/** The header that names what is emulated in an answer; nothing where nothing is. */
export function emulatedHeader(...invocations: readonly Invocation[]): Record<string, string> {
  const said = [...new Set(invocations.flatMap((each) => [...(noted.get(each) ?? [])]))];
  if (said.length === 0) return {};
  return { [EMULATED]: said.slice(0, MOST_NAMED).map(headerText).join(', ') };
}

/** Records what is emulated in the answer to a request. */
export function noteEmulated(invocation: Invocation, said: Iterable<string>): void {
  const known = noted.get(invocation) ?? new Set();
  for (const each of said) known.add(each);
  if (known.size > 0) noted.set(invocation, known);
}

/** Records what was invented of rows when they were written. */
export function noteStored(invocation: Invocation, rows: readonly Row[]): void {
  for (const row of rows) noteEmulated(invocation, emulatedIn(row));
}

/** What was invented of a row when it was written: fields, `lines.price`. */
export function emulatedIn(row: Row): string[] {
  const stored = row['_emulated'];
  return Array.isArray(stored) ? stored.map(String) : [];
}

/**
 * Records invented values of an answer.
 *
 * @throws HttpError 501 in production, where nothing is invented
 */
export function noteInvented({ service, operation }: Serving, invocation: Invocation, fields: readonly string[]): void {
  if (fields.length === 0) return;
  if (!service.isProduction) {
    noteEmulated(invocation, fields);
    return;
  }
  const message = `${operation.operation.id} cannot be answered: nothing gives ${listed(fields)}, which the contract requires.`;
  throw new HttpError('NOT_IMPLEMENTED', message);
}

/**
 * The same before an item is written. Fields that the request can give are asked for.
 *
 * @throws HttpError in production: 400 (or 422) where the request left out what answers have to show, else 501
 */
export function noteInventedItem(serving: Serving, invocation: Invocation, fields: readonly string[]): void {
  const { service, operation } = serving;
  const written = operation.request?.properties ?? [];
  const isGiven = (field: string): boolean => {
    const [name = ''] = field.split('.');
    const property = operation.resource.properties.find((each) => each.name === name);
    return written.includes(name) && property?.readOnly === false && field === name;
  };
  if (!service.isProduction || fields.length === 0 || !fields.every(isGiven)) {
    noteInvented(serving, invocation, fields);
    return;
  }
  const details = fields.map((field): FieldProblem => ({
    field: ['body', ...placeOf(operation, field)].join('.'),
    message: 'is required, because every answer has to show it',
  }));
  throw new HttpError('VALIDATION_ERROR', 'The request leaves out what answers have to show.', { details });
}

/** Fields that were invented of an item, but for objects of which the item only holds the identifiers. */
export function inventedOf({ references }: Resource, written: Item, { invented }: Built): string[] {
  const referring = references.flatMap(({ property, from }) =>
    getOwn(written, from) === undefined ? [] : [property, from],
  );
  return fieldsOf(invented).filter((field) => !referring.includes(field.split('.')[0] ?? ''));
}

/** Fields of pointers: without indexes of arrays, and each once. @param at where the item is in the body */
export function fieldsOf(pointers: readonly string[], at: BodyPath = []): string[] {
  const fields = pointers.map((pointer) => {
    const keys = pointer
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const own = at.every((key, index) => keys[index] === key) ? keys.slice(at.length) : keys;
    return own.filter((key) => !/^\d+$/.test(key)).join('.') || 'body';
  });
  return [...new Set(fields)];
}

function listed(fields: readonly string[]): string {
  const [last = '', ...others] = fields.slice(0, MOST_NAMED).toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** A header holds visible ASCII only. */
function headerText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character));
}
