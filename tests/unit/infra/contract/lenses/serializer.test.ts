import { describe, expect, test } from '@jest/globals';
import type { Schema } from '@plumbline/contract/contract';
import { dropReadOnly } from '@plumbline/contract/views/read-only';
import { serializer } from '@plumbline/contract/views/serializer';
import { contractOf, refTo } from '../schemas.ts';

const contract = contractOf({
  User: {
    type: 'object',
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: ['string', 'null'] },
      password: { type: 'string', writeOnly: true },
      friends: { type: 'array', items: refTo('User') },
    },
  },
  Open: { type: 'object', properties: { secret: { writeOnly: true } }, additionalProperties: true },
  Circle: { type: 'object', required: ['radius'], properties: { radius: { type: 'number' } } },
  Square: { type: 'object', required: ['side'], properties: { side: { type: 'number' } } },
});
const written = (schema: Schema, value: unknown): unknown => JSON.parse(serializer(contract, schema)(value));

describe('what leaves', () => {
  test.each<[string, Schema, unknown, unknown]>([
    [
      'declared members only, at every depth',
      refTo('User'),
      { id: 1, name: null, hash: 'x', password: 'p', friends: [{ id: 2, password: 'q', note: 1 }] },
      { id: 1, name: null, friends: [{ id: 2 }] },
    ],
    ['all of a free-form object', { type: 'object' }, { a: { b: [1] } }, { a: { b: [1] } }],
    ['no writeOnly member, however open the object', refTo('Open'), { secret: 1, other: 2 }, { other: 2 }],
    [
      'the members of the branch that holds',
      { oneOf: [refTo('Circle'), refTo('Square')] },
      { side: 2, x: 1 },
      { side: 2 },
    ],
    [
      'what any part of allOf declares',
      { allOf: [refTo('Circle'), refTo('Square')], properties: { unit: {} } },
      { radius: 1, side: 2, unit: 'm', x: 1 },
      { radius: 1, side: 2, unit: 'm' },
    ],
    ['null for an optional object', { anyOf: [refTo('Circle'), { type: 'null' }] }, null, null],
    [
      'each place of a tuple',
      { type: 'array', prefixItems: [refTo('Circle')], items: refTo('Square') },
      [
        { radius: 1, x: 1 },
        { side: 1, x: 1 },
      ],
      [{ radius: 1 }, { side: 1 }],
    ],
    ['names of a pattern', { type: 'object', patternProperties: { '^x-': {} } }, { 'x-a': 1, b: 2 }, { 'x-a': 1 }],
    ['scalars', { type: 'string' }, 'text', 'text'],
    ['nothing as null', { type: ['object', 'null'] }, undefined, null],
    ['dates as their text', { type: 'string', format: 'date-time' }, new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('%s', (_, schema, value, shown) => {
    expect(written(schema, value)).toEqual(shown);
  });

  test('every digit of an integer that numbers cannot hold', () => {
    expect(serializer(contract, { type: 'object' })({ id: 9007199254740993n })).toBe('{"id":9007199254740993}');
  });

  test('a member named __proto__ as a member', () => {
    const schema: Schema = { type: 'object', properties: { gone: { writeOnly: true } }, additionalProperties: true };
    expect(serializer(contract, schema)(JSON.parse('{"gone":1,"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});

describe('dropping readOnly properties', () => {
  test('takes them out at every depth and keeps what is undeclared', () => {
    const sent = { id: 1, name: 'a', other: 1, friends: [{ id: 2, name: 'b' }] };
    expect(dropReadOnly(contract, refTo('User'), sent)).toEqual({ name: 'a', other: 1, friends: [{ name: 'b' }] });
  });

  test('gives back the very value where nothing is readOnly', () => {
    const sent = { radius: 1 };
    expect(dropReadOnly(contract, refTo('Circle'), sent)).toBe(sent);
  });
});
