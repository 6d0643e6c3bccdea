import { describe, expect, test } from '@jest/globals';
import type { Schema } from '@plumbline/contract/contract';
import { complete, tryComplete } from '@plumbline/contract/sample/complete';
import { contractOf, refTo } from '../schemas.ts';

const contract = contractOf({
  Owner: {
    type: 'object',
    required: ['id', 'role'],
    properties: {
      id: { type: 'integer' },
      role: { type: 'string', default: 'member' },
      secret: { type: 'string', writeOnly: true },
    },
  },
  Card: {
    type: 'object',
    required: ['kind', 'number'],
    properties: { kind: { const: 'card' }, number: { type: 'string', example: '4111' } },
  },
  Cash: {
    type: 'object',
    required: ['kind', 'drawer'],
    properties: { kind: { const: 'cash' }, drawer: { type: 'integer' } },
  },
});
const made = (schema: Schema, known: unknown): unknown => complete(contract, schema, known, { seed: 'test' });

describe('completing', () => {
  test('a valid value gives back that very value', () => {
    const known = { id: 1, role: 'owner' };
    expect(made(refTo('Owner'), known)).toBe(known);
  });

  test('keeps what is known, fills what is required, leaves out what is undeclared or writeOnly', () => {
    expect(made(refTo('Owner'), { id: 7, secret: 's', note: 'undeclared' })).toEqual({ id: 7, role: 'member' });
  });

  test('leaves optional members absent', () => {
    const schema: Schema = {
      type: 'object',
      properties: { a: { type: 'string', example: 'x' }, b: { type: 'string' } },
    };
    expect(made(schema, { b: 'known' })).toEqual({ b: 'known' });
  });

  test('reaches nested objects, each element of a list, and members of maps', () => {
    const schema: Schema = {
      type: 'object',
      properties: { owner: refTo('Owner'), list: { type: 'array', items: refTo('Owner') } },
      additionalProperties: refTo('Owner'),
    };
    expect(
      made(schema, { owner: { id: 1, x: 1 }, list: [{ id: 2 }, { id: 3, role: 'r' }], other: { id: 4, x: 1 } }),
    ).toEqual({
      owner: { id: 1, role: 'member' },
      list: [
        { id: 2, role: 'member' },
        { id: 3, role: 'r' },
      ],
      other: { id: 4, role: 'member' },
    });
  });

  test('takes the branch that the known values fit best', () => {
    const schema: Schema = { oneOf: [refTo('Card'), refTo('Cash')] };
    expect(made(schema, { kind: 'cash', drawer: 3, extra: 1 })).toEqual({ kind: 'cash', drawer: 3 });
    expect(made(schema, { kind: 'card' })).toEqual({ kind: 'card', number: '4111' });
    expect(made(schema, { drawer: 9 })).toEqual({ kind: 'cash', drawer: 9 });
  });

  test('keeps everything of a free-form object', () => {
    const known = { anything: { goes: [1, { x: null }] } };
    expect(made({ type: 'object' }, known)).toEqual(known);
    expect(made({ type: 'object', properties: { a: {} }, additionalProperties: true }, known)).toEqual(known);
  });

  test('reads scalars that come in another type: path parameters, dates, big integers', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        id: { type: 'integer' },
        code: { type: 'string' },
        at: { type: 'string', format: 'date-time' },
        day: { type: 'string', format: 'date' },
      },
    };
    const at = new Date('2025-06-01T12:00:00Z');
    expect(made(schema, { id: '42', code: 17, at, day: at })).toEqual({
      id: 42,
      code: '17',
      at: '2025-06-01T12:00:00.000Z',
      day: '2025-06-01',
    });
  });

  test('replaces a known value only where the answer is invalid with it', () => {
    const schema: Schema = {
      type: 'object',
      required: ['state', 'mail'],
      properties: {
        state: { enum: ['open'] },
        mail: { type: 'string', format: 'email' },
        size: { type: 'integer', minimum: 5 },
        name: { type: 'string' },
      },
    };
    expect(made(schema, { state: 'bogus', mail: 'nonsense', size: 1, name: 'kept' })).toEqual({
      state: 'open',
      mail: expect.stringContaining('@'),
      name: 'kept',
    });
  });

  test('null that is not allowed is as good as nothing', () => {
    expect(made(refTo('Owner'), { id: 1, role: null })).toEqual({ id: 1, role: 'member' });
  });

  test('says that it failed where no value is valid', () => {
    expect(tryComplete(contract, { allOf: [{ const: 1 }, { const: 2 }] }, 1, { seed: 1 }).violations).not.toEqual([]);
  });
});
