import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compareContracts } from '@plumbline/diff/compare';
import { FIXED_RULES } from '@plumbline/diff/rules';
import { contractOf, rulesBetween, withBody, withOperation, type Json } from './contracts.ts';

test('a change tells its rule, level and operation, both places, and who breaks and how', async () => {
  const document = (maxLength: number) =>
    withBody(
      { $ref: '#/components/schemas/Thing' },
      {
        Thing: { type: 'object', properties: { name: { type: 'string', maxLength } } },
      },
    );
  const base = await contractOf(document(50));
  const revision = await contractOf(document(20));
  const pointer = '/components/schemas/Thing/properties/name/maxLength';
  const places = {
    base: { pointer, place: base.locate(pointer) },
    revision: { pointer, place: revision.locate(pointer) },
  };
  expect(places.base.place).toBeDefined();
  expect(compareContracts(base, revision)).toEqual([
    {
      rule: 'request-property-max-length-decreased',
      level: 'breaking',
      operation: 'POST /things',
      message:
        "Property 'name' of the request body changed from maxLength 50 to 20; the service rejects longer strings.",
      ...places,
    },
    {
      rule: 'response-property-max-length-decreased',
      level: 'info',
      operation: 'POST /things',
      message: "Property 'name' of the body of response 200 changed from maxLength 50 to 20; clients are not affected.",
      ...places,
    },
  ]);
});

test('a change on one side only has one place', async () => {
  const revision = await contractOf(withOperation({}));
  expect(compareContracts(await contractOf({ paths: {} }), revision)).toEqual([
    {
      rule: 'endpoint-added',
      level: 'info',
      operation: 'GET /things',
      message: 'GET /things is new; existing clients are not affected.',
      revision: { pointer: '/paths/~1things/get', place: revision.locate('/paths/~1things/get') },
    },
  ]);
});

describe('schemas that contain themselves', () => {
  const tree = (leaf: Json, others: Json = {}) =>
    withBody(
      { $ref: '#/components/schemas/Node' },
      {
        Node: {
          type: 'object',
          properties: { leaf, children: { type: 'array', items: { $ref: '#/components/schemas/Node' } }, ...others },
        },
      },
    );

  test('are the same as themselves', async () => {
    expect(await rulesBetween(tree({ type: 'string' }), tree({ type: 'string' }))).toEqual([]);
  });

  test('tell a difference once', async () => {
    expect(await rulesBetween(tree({ type: 'string' }), tree({ type: 'integer' }))).toEqual([
      'breaking request-property-type-changed',
      'breaking response-property-type-changed',
    ]);
  });

  test('tell a difference to operations that reach them by another way too', async () => {
    const two = (leaf: Json): Json => {
      const components = {
        A: { type: 'object', properties: { b: { $ref: '#/components/schemas/B' } } },
        B: { type: 'object', properties: { a: { $ref: '#/components/schemas/A' }, leaf } },
      };
      const get = (name: string) => ({
        responses: {
          200: {
            description: 'Yes',
            content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
          },
        },
      });
      return { paths: { '/a': { get: get('A') }, '/b': { get: get('B') } }, components: { schemas: components } };
    };
    const changes = compareContracts(
      await contractOf(two({ type: 'string' })),
      await contractOf(two({ type: 'integer' })),
    );
    expect(changes.map(({ operation, message }) => `${operation ?? ''}: ${message.split(';')[0] ?? ''}`)).toEqual([
      "GET /a: Property 'b.leaf' of the body of response 200 changed from string to integer",
      "GET /b: Property 'leaf' of the body of response 200 changed from string to integer",
    ]);
  });
});

describe('security schemes', () => {
  const secured = (scheme: Json) =>
    withOperation({ security: [{ main: [] }] }, { components: { securitySchemes: { main: scheme } } });
  const oauth = (tokenUrl: string) =>
    secured({ type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } });

  test('a scheme that becomes another locks clients out', async () => {
    const [key, bearer] = [
      secured({ type: 'apiKey', in: 'header', name: 'X-Key' }),
      secured({ type: 'http', scheme: 'bearer' }),
    ];
    expect(await rulesBetween(key, bearer)).toEqual([
      'breaking security-scheme-changed',
      'breaking api-security-removed',
      'info api-security-added',
    ]);
  });

  test('tokens are had from another address', async () => {
    expect(await rulesBetween(oauth('https://id.test/a'), oauth('https://id.test/b'))).toEqual([
      'warning security-scheme-url-changed',
    ]);
  });

  test('a flow that is gone gives nobody tokens, and its address is no change of an address', async () => {
    const flow = { tokenUrl: 'https://id.test/a', scopes: {} };
    const flows = (all: Json) => secured({ type: 'oauth2', flows: all });
    const [one, both] = [flows({ clientCredentials: flow }), flows({ clientCredentials: flow, password: flow })];
    expect(await rulesBetween(both, one)).toEqual(['breaking security-scheme-flow-removed']);
    expect(await rulesBetween(one, both)).toEqual(['info security-scheme-flow-added']);
  });
});

test('every rule with a level of its own has its pair', () => {
  const folder = new URL('.', import.meta.url);
  const tests = readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  // Webhooks and callbacks are tested alike, by rules without their prefix.
  const isTested = (level: string, id: string) => tests.includes(`${level} ${id}'`);
  const untested = FIXED_RULES.filter(
    ({ id, level }) => !isTested(level, id) && !isTested(level, id.replace(/^(?:webhook|callback)-/u, '')),
  );
  expect(untested.map(({ id }) => id)).toEqual([]);
});
