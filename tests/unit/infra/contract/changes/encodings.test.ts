import { expect, test } from '@jest/globals';
import { rulesBetween, withOperation, type Json } from './contracts.ts';

const string = { type: 'string' };
const integer = { type: 'integer' };
const list = (items: unknown) => ({ type: 'array', items });
const query = (schema: unknown, others: Json = {}): Json =>
  withOperation({ parameters: [{ name: 'q', in: 'query', schema, ...others }] });
const body = (mediaType: string, schema: unknown): Json =>
  withOperation({ requestBody: { required: true, content: { [mediaType]: { schema } } } });
const form = (schema: unknown): Json =>
  body('application/x-www-form-urlencoded', { type: 'object', properties: { n: schema } });
const upload = (schema: unknown): Json => body('multipart/form-data', { type: 'object', properties: { n: schema } });
const xml = (schema: unknown): Json => body('application/xml', { type: 'object', properties: { n: schema } });
const deep = (schema: unknown): Json => query({ type: 'object', properties: { n: schema } }, { style: 'deepObject' });

/** [what changes, base, revision, what is told] */
const ROWS: readonly (readonly [string, Json, Json, string[]])[] = [
  ['a number of a form becomes text', form(integer), form(string), ['info request-property-type-generalized']],
  ['text of a form becomes a number', form(string), form(integer), ['breaking request-property-type-specialized']],
  ['a number of an upload becomes text', upload(integer), upload(string), ['info request-property-type-generalized']],
  ['a number in XML becomes text', xml(integer), xml(string), ['info request-property-type-generalized']],
  ['a number in a deep object becomes text', deep(integer), deep(string), ['info request-parameter-type-generalized']],
  [
    'a number in an object of an upload, which is JSON, becomes text',
    upload({ type: 'object', properties: { m: integer } }),
    upload({ type: 'object', properties: { m: string } }),
    ['breaking request-property-type-changed'],
  ],
  [
    'numbers of a list become texts',
    query(list(integer)),
    query(list(string)),
    ['info request-parameter-type-generalized'],
  ],
  [
    'a number becomes text that no number is',
    query(integer),
    query({ ...string, format: 'date' }),
    ['breaking request-parameter-type-changed'],
  ],
  [
    'a number becomes text of digits',
    query(integer),
    query({ ...string, pattern: '^-?[0-9]+$' }),
    ['warning request-parameter-text-form-changed'],
  ],
  [
    'listed numbers become the same texts',
    query({ ...integer, enum: [1, 2] }),
    query({ ...string, enum: ['1', '2'] }),
    [],
  ],
  [
    'listed numbers become other texts',
    query({ ...integer, enum: [1, 2] }),
    query({ ...string, enum: ['1', '3'] }),
    ['breaking request-parameter-enum-value-removed', 'info request-parameter-enum-value-added'],
  ],
  ['a number or text becomes text', query({ type: ['integer', 'string'] }), query(string), []],
  ['one value becomes a list', query(string), query(list(string)), ['info request-parameter-type-generalized']],
  ['a list becomes one value', query(list(string)), query(string), ['breaking request-parameter-type-specialized']],
  ['one value becomes a list of one', query(string), query({ ...list(string), maxItems: 1 }), []],
  [
    'one value becomes a list of two and more',
    query(string),
    query({ ...list(string), minItems: 2 }),
    ['breaking request-parameter-type-changed'],
  ],
  [
    'one text becomes a list of numbers',
    query(string),
    query(list(integer)),
    ['info request-parameter-type-generalized', 'breaking request-parameter-type-specialized'],
  ],
  [
    'one text becomes a list that commas separate',
    query(string, { explode: false }),
    query(list(string), { explode: false }),
    ['warning request-parameter-became-list'],
  ],
  [
    'one number becomes a list that commas separate',
    query(integer, { explode: false }),
    query(list(integer), { explode: false }),
    ['info request-parameter-type-generalized'],
  ],
  [
    'how a list of one is separated',
    query({ ...list(string), maxItems: 1 }),
    query({ ...list(string), maxItems: 1 }, { explode: false }),
    [],
  ],
  ['a list may also be one value', query(list(string)), query({ anyOf: [list(string), string] }), []],
  ['a list or one value is a list', query({ oneOf: [string, list(string)] }), query(list(string)), []],
  [
    'a list of texts may also be a number, where commas separate',
    query(list({ ...string, pattern: '^a' }), { explode: false }),
    query({ anyOf: [list({ ...string, pattern: '^a' }), integer] }, { explode: false }),
    ['info request-parameter-any-of-added'],
  ],
  [
    'a list of several or one value becomes a list of several',
    query({ oneOf: [string, { ...list(string), minItems: 2 }] }),
    query({ ...list(string), minItems: 2 }),
    ['breaking request-parameter-one-of-removed'],
  ],
  [
    'a number in JSON becomes text',
    body('application/json', integer),
    body('application/json', string),
    ['breaking request-body-type-changed'],
  ],
];

test.each(ROWS)('%s', async (_, base, revision, expected) => {
  expect(await rulesBetween(base, revision)).toEqual(expected);
});
