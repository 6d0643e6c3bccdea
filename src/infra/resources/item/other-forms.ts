import { isDeepStrictEqual } from 'node:util';
import { violations } from '@plumbline/contract/check';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { pointerToken, resolve } from '@plumbline/contract/schema';
import type { Invocation } from '../../http/invocation.ts';
import { defaultOf } from '../../http/request/fill-defaults.ts';
import { getAt, isItem } from '../body/members.ts';
import type { Serving } from '../serving.ts';

/** What a request declares of a place in its body. @param at keys from the top of the body */
export interface OtherForms {
  /** Whether a client could not have written there what is shown: a number that answers have as text. */
  isOtherForm: (invocation: Invocation, at: readonly string[], shown: unknown) => boolean;
  /** Whether the body has a null there that the contract names as a value of its own, and not just as anything. */
  isNamedNull: (invocation: Invocation, at: readonly string[]) => boolean;
  /** Whether the contract says the value itself where a request says none: who did not say it need not be told of it. */
  isDefault: (invocation: Invocation, at: readonly string[], value: unknown) => boolean;
}

const OF_EVERY_TYPE: readonly unknown[] = ['', 0, true, {}, []];

export function otherForms({ service: { contract }, operation: { operation } }: Serving): OtherForms {
  const schemaOf = ({ mediaType = '' }: Invocation): Schema | undefined =>
    // A JSON patch declares its steps.
    mediaType.includes('json-patch') ? undefined : getOwn(operation.requestBody?.content, mediaType)?.schema;
  const takes = (schema: Schema, body: unknown, at: readonly string[], value: unknown): boolean => {
    const pointer = at.map((key) => `/${pointerToken(key)}`).join('');
    const wrong = violations(contract, schema, replaced(body, at, value), 'request');
    return !wrong.some((each) => each.pointer === pointer);
  };
  return {
    isOtherForm(invocation, at, shown) {
      const schema = schemaOf(invocation);
      return schema !== undefined && shown !== undefined && !takes(schema, invocation.body, at, shown);
    },
    isNamedNull(invocation, at) {
      const schema = schemaOf(invocation);
      if (schema === undefined || getAt(invocation.body, at) !== null) return false;
      return OF_EVERY_TYPE.some((value) => !takes(schema, invocation.body, at, value));
    },
    isDefault(invocation, at, value) {
      const schema = schemaOf(invocation);
      const there = at.reduce<Schema | undefined>((outer, key) => outer && memberOf(contract, outer, key), schema);
      return there !== undefined && value !== undefined && isDeepStrictEqual(defaultOf(contract, there), value);
    },
  };
}

/** The schema of a member of an object or of an element of an array, where one is declared. */
function memberOf(contract: Contract, schema: Schema, key: string): Schema | undefined {
  const { properties = {}, items, allOf = [] } = resolve(contract, schema);
  const own = Object.hasOwn(properties, key) ? getOwn(properties, key) : /^\d+$/.test(key) ? items : undefined;
  if (own !== undefined) return own;
  return allOf.map((part) => memberOf(contract, part, key)).find((found) => found !== undefined);
}

/** The value with another one at a place in it. Changes no argument. */
function replaced(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => (String(index) === key ? replaced(each, rest, other) : each));
  }
  return isItem(value) ? { ...value, [key]: replaced(getOwn(value, key), rest, other) } : value;
}
