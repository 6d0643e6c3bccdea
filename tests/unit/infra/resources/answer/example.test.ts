import { describe, expect, test } from '@jest/globals';
import type { Answer, Invocation } from '../../../../../src/infra/http/invocation.ts';
import { exampleAnswerer } from '../../../../../src/infra/resources/answer/example.ts';
import { loadDocument } from '../../contract/fixture.ts';

const thing = {
  type: 'object',
  required: ['thingId', 'name'],
  properties: { thingId: { type: 'integer' }, name: { type: 'string' } },
};
const json = (media: object): object => ({ description: 'OK', content: { 'application/json': media } });
const contract = await loadDocument({
  paths: {
    '/things/{thingId}': {
      parameters: [{ name: 'thingId', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'shown',
        responses: { 404: { description: 'No' }, 200: json({ schema: thing, example: { thingId: 1, name: 'Lamp' } }) },
      },
      put: { operationId: 'wrongExample', responses: { default: json({ schema: thing, example: { thingId: 'x' } }) } },
      delete: {
        operationId: 'moved',
        responses: {
          303: { description: 'Elsewhere', headers: { Location: { schema: { type: 'string', format: 'uri' } } } },
        },
      },
      trace: {
        operationId: 'heard',
        responses: { 200: { description: 'A sound', content: { 'audio/*': {} } } },
      },
      patch: {
        operationId: 'impossible',
        responses: { 200: json({ schema: { allOf: [{ type: 'string' }, { type: 'number' }] } }) },
      },
      post: {
        operationId: 'two',
        responses: {
          201: {
            description: 'Made',
            content: { 'text/csv': { example: 'a,b' }, 'application/json': { schema: thing } },
          },
        },
      },
    },
  },
});

async function answer(operationId: string, accept = ''): Promise<Answer> {
  const operation = contract.operations.find(({ id }) => id === operationId);
  if (!operation) throw new Error(`No operation ${operationId}`);
  const invocation: Invocation = {
    operation,
    basePath: '',
    path: { thingId: 7 },
    query: {},
    headers: {},
    cookies: {},
    body: undefined,
    requestId: 'r',
    accept,
  };
  return exampleAnswerer(contract, operation)(invocation);
}

describe('an operation that nobody serves is answered', () => {
  test('with its example, the path parameters in the members of their name, and marked', async () => {
    expect(await answer('shown')).toEqual({
      status: 200,
      headers: { 'x-plumbline-answer': 'example' },
      mediaType: 'application/json',
      body: { thingId: 7, name: 'Lamp' },
    });
  });

  test('in a type of the range that is declared', async () => {
    expect(await answer('heard')).toMatchObject({ status: 200, mediaType: 'audio/mpeg' });
  });

  test('with 501 where nothing is valid', async () => {
    await expect(answer('impossible')).rejects.toMatchObject({ code: 'NOT_IMPLEMENTED' });
  });

  test('with a sample where the example is not valid, always the same', async () => {
    const first = await answer('wrongExample');
    expect(first).toEqual({
      status: 200,
      headers: { 'x-plumbline-answer': 'example' },
      mediaType: 'application/json',
      body: { thingId: 7, name: expect.any(String) },
    });
    expect(await answer('wrongExample')).toEqual(first);
  });

  test('with a redirect where only that is declared', async () => {
    expect(await answer('moved')).toEqual({
      status: 303,
      headers: { 'x-plumbline-answer': 'example', Location: expect.stringMatching(/^https:/) },
    });
  });

  test('in the negotiated media type', async () => {
    expect(await answer('two', 'text/csv')).toMatchObject({ status: 201, mediaType: 'text/csv', body: 'a,b' });
    expect(await answer('two')).toMatchObject({ status: 201, mediaType: 'application/json' });
  });
});
