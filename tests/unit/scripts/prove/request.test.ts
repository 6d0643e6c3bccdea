import { expect, test } from '@jest/globals';
import { validRequest } from '../../../../scripts/prove/request.ts';
import { sampleValues } from '../../../../scripts/prove/sample-values.ts';
import { faultsOf } from '../../../../scripts/prove/vary/request-variations.ts';
import { areValid } from '../../../../scripts/prove/vary/valid-values.ts';
import { contractOf } from '../../support/resources.ts';

const text = { type: 'string' };
const contract = await contractOf({
  components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
  security: [{ key: [] }],
  paths: {
    '/templates?kind=html': {
      get: {
        operationId: 'htmlTemplates',
        parameters: [
          { name: 'key', in: 'query', required: true, schema: text },
          { name: 'Content-Length', in: 'header', required: true, schema: { type: 'integer' } },
          { name: 'Accept-Language', in: 'header', required: true, schema: { enum: ['de', 'en'] } },
          { name: 'owner', in: 'query', required: true, schema: text },
        ],
        responses: { 200: { description: 'ok' } },
      },
    },
  },
});
const [operation] = contract.operations;
if (!operation) throw new Error('There is no operation.');

test('a request leaves to others what they bring, and says what its template says of the query', () => {
  const { target, headers } = validRequest(contract, operation, { seed: 1, query: { owner: 'me' } });
  expect([target, headers]).toEqual(['/templates?owner=me&kind=html', { accept: '*/*' }]);
});

test('what the credentials bring cannot be left out of a request', () => {
  const values = sampleValues(contract, operation, { seed: 1 });
  const required = faultsOf(contract, operation, values).filter(({ kind }) => kind === 'required');
  expect(required.map(({ pointer }) => pointer)).toEqual(['/query/owner']);
});

test('a request whose required header others bring is valid, and what its template says is not varied', async () => {
  const values = { ...sampleValues(contract, operation, { seed: 1 }) };
  expect(areValid(contract, operation, values)).toBe(true);
  const [image] = (
    await contractOf({
      paths: {
        '/images?view=small': {
          get: {
            operationId: 'smallImages',
            parameters: [{ name: 'view', in: 'query', required: true, schema: { enum: ['small', 'large'] } }],
            responses: { 200: { description: 'ok' } },
          },
        },
      },
    })
  ).operations;
  if (!image) throw new Error('There is no operation.');
  const sampled = { ...sampleValues(contract, image, { seed: 1 }), query: { view: 'large' } };
  expect(validRequest(contract, image, { seed: 1, query: { view: 'large' } }).target).toBe('/images?view=small');
  expect(faultsOf(contract, image, sampled)).toEqual([]);
});

test.each([
  ['label', false, '/.a,1,b,2'],
  ['label', true, '/.a=1.b=2'],
  ['matrix', false, '/;box=a,1,b,2'],
  ['matrix', true, '/;a=1;b=2'],
  ['simple', false, '/a,1,b,2'],
  ['simple', true, '/a=1,b=2'],
])('an object in a path is written in style %s, exploded: %s', async (style, explode, target) => {
  const box = { name: 'box', in: 'path', required: true, style, explode, schema: { type: 'object' } };
  const [open] = (
    await contractOf({
      paths: {
        '/{box}': { get: { operationId: 'open', parameters: [box], responses: { 204: { description: 'ok' } } } },
      },
    })
  ).operations;
  if (!open) throw new Error('There is no operation.');
  expect(validRequest(contract, open, { seed: 1, path: { box: { a: 1, b: 2 } } }).target).toBe(target);
});

test('what has no members is not written, and so no value of a required parameter', async () => {
  const where = { name: 'where', in: 'query', required: true, schema: { type: 'object', additionalProperties: text } };
  const [search] = (
    await contractOf({
      paths: { '/s': { get: { operationId: 's', parameters: [where], responses: { 204: { description: 'ok' } } } } },
    })
  ).operations;
  if (!search) throw new Error('There is no operation.');
  const values = sampleValues(contract, search, { seed: 1 });
  expect(areValid(contract, search, { ...values, query: { where: {} } })).toBe(false);
  expect(areValid(contract, search, { ...values, query: { where: { a: 'b' } } })).toBe(true);
});
