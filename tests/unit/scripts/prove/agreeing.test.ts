import { expect, test } from '@jest/globals';
import { agreeing } from '../../../../scripts/prove/agreeing.ts';
import { isAccepted } from '../../../../scripts/prove/checks/acceptance.ts';
import type { RequestValues } from '../../../../scripts/prove/request.ts';
import type { Received } from '../../../../scripts/prove/verdict.ts';
import { showable, unshowable } from '../../../../scripts/prove/vary/showable.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

const integer = { type: 'integer' };
const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: integer });
const item = {
  type: 'object',
  required: ['id'],
  properties: { id: integer, shelfId: integer, state: { enum: ['open', 'shut'] }, label: text },
};
const said = { type: 'object', properties: { ...item.properties, state: text } };
const contract = await loadDocument({
  paths: {
    '/shelves': { post: { operationId: 'build', requestBody: json(item), responses: { 201: ok(item) } } },
    '/shelves/{shelfId}': {
      parameters: [inPath('shelfId')],
      get: { operationId: 'shelf', responses: { 200: ok(item) } },
    },
    '/shelves/{shelfId}/boxes': {
      parameters: [inPath('shelfId')],
      post: { operationId: 'create', requestBody: json(said), responses: { 201: ok(item) } },
    },
    '/shelves/{shelfId}/boxes/{id}': {
      parameters: [inPath('shelfId'), inPath('id')],
      get: { operationId: 'read', responses: { 200: ok(item) } },
      put: {
        operationId: 'replace',
        requestBody: json(said),
        responses: { 200: ok(item), 400: { description: 'no' } },
      },
    },
  },
});
const model = inferResources(contract);

function operationNamed(id: string) {
  const operation = contract.operations.find((each) => each.id === id);
  const derived = model.operations.get(id);
  if (!operation || !derived) throw new Error(`There is no ${id}.`);
  return { operation, derived };
}

const request = (path: object, body: object): RequestValues => ({
  path: path as Record<string, unknown>,
  query: {},
  header: {},
  cookie: {},
  mediaType: 'application/json',
  body,
});

test.each([
  ['replace', { shelfId: 3, id: 7 }, { id: 8, shelfId: 4, label: 'a' }, { id: 7, shelfId: 3, label: 'a' }],
  ['replace', { shelfId: '3', id: '7' }, { id: 8 }, { id: 7 }],
  ['create', { shelfId: 3 }, { id: 8, shelfId: 4 }, { id: 8, shelfId: 3 }],
  ['create', { shelfId: 3 }, { shelfId: null }, { shelfId: null }],
])('the body of %s says what its path says: %j', (id, path, body, expected) => {
  const { operation } = operationNamed(id);
  expect(agreeing({ contract, model }, operation, request(path, body)).body).toEqual(expected);
});

test('a value that reading could not show is known, and there is another in its place that it could', () => {
  const { operation, derived } = operationNamed('replace');
  const values = request({ shelfId: 3, id: 7 }, { state: 'lost', label: 'a' });
  expect(unshowable(contract, derived, values)).toEqual(['state']);
  const { body } = showable(contract, derived, operation, values);
  expect(body).toEqual({ state: expect.stringMatching(/open|shut/), label: 'a' });
});

test('only what could not be kept may be refused, and only where the contract says so', () => {
  const refusal = { status: 400, text: '' } as Received;
  const isFailed = (id: string, isKeepable: boolean): boolean =>
    isAccepted(operationNamed(id).operation, isKeepable)(refusal).length > 0;
  expect([isFailed('replace', true), isFailed('replace', false)]).toEqual([true, false]);
  expect([isFailed('create', true), isFailed('create', false)]).toEqual([true, true]);
});
