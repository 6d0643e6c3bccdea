import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lintFiles } from './lint-files.ts';

/** A contract that breaks every house rule once, and each place where it does. */
const BROKEN = {
  openapi: '3.1.0',
  info: { title: 'Broken', version: '1.0.0', description: 'Breaks every rule.', license: { name: 'MIT' } },
  servers: [{ url: '/v1', description: 'Local.', 'x-internal': false }],
  tags: [{ name: 'Things', description: 'Things.' }],
  paths: {
    '/Some_things': {
      get: {
        operationId: 'Things-list',
        tags: ['Undeclared'],
        summary: 'Ends like a sentence.',
        description: 'A list without pages.',
        parameters: [{ name: 'colour', in: 'query', schema: { type: 'string', enum: ['red'] } }],
        responses: {
          '200': {
            description: 'Not in the envelope.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { data: { type: 'array', maxItems: 1, items: { type: 'boolean' } }, snake_case: {} },
                },
              },
            },
          },
          '400': { description: 'No shape.', content: { 'application/json': { schema: {} } } },
        },
      },
    },
    '/things/{thingId}': {
      patch: {
        security: [{ magic: ['everything'] }],
        operationId: 'updateThing',
        tags: ['Things'],
        summary: 'Change a thing',
        description: 'Declares no refusal.',
        parameters: [
          {
            name: 'thingId',
            in: 'path',
            required: true,
            description: 'A thing.',
            example: 'a',
            schema: { type: 'string', enum: ['a'] },
          },
          {
            name: 'If-Match',
            in: 'header',
            description: 'An ETag.',
            example: 'a',
            schema: { type: 'string', enum: ['a'] },
          },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { name: { type: 'integer', description: 'A name.' } } },
              example: { name: 'of another type' },
            },
          },
        },
        respones: {},
        responses: { '204': { description: 'Changed.' } },
      },
    },
  },
};

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-lint-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

test('every house rule finds a document that breaks it', async () => {
  const file = join(directory, 'broken.json');
  await writeFile(file, JSON.stringify(BROKEN));

  const broken = new Set((await lintFiles([file])).map(({ code, path }) => `${code} ${path.slice(1, 3).join(' ')}`));

  expect(
    [...broken].filter((finding) => finding.startsWith('house-') || finding.startsWith('openapi-')).sort(),
  ).toEqual([
    'house-closed-requests /things/{thingId} patch',
    'house-envelope /Some_things get',
    'house-error-responses /Some_things get',
    'house-error-responses /things/{thingId} patch',
    'house-error-responses-of-answers /Some_things get',
    'house-error-responses-of-bodies /things/{thingId} patch',
    'house-error-responses-of-changes /things/{thingId} patch',
    'house-error-responses-of-one /things/{thingId} patch',
    'house-error-shape /Some_things get',
    'house-examples /Some_things get',
    'house-operation-id /Some_things get',
    'house-pagination /Some_things get',
    'house-parameter-description /Some_things get',
    'house-parameter-examples /Some_things get',
    'house-path-kebab-case /Some_things',
    'house-property-camel-case /Some_things get',
    'house-property-description /Some_things get',
    'house-rate-limit /Some_things get',
    'house-rate-limit /things/{thingId} patch',
    'house-security /Some_things get',
    'house-security-responses /things/{thingId} patch',
    'house-security-schemes /things/{thingId} patch',
    'house-summary /Some_things get',
    'openapi-document /things/{thingId} patch',
  ]);
  expect([...broken]).toEqual(
    expect.arrayContaining([
      'operation-tag-defined /Some_things get',
      'oas3-valid-media-example /things/{thingId} patch',
      'owasp:api4:2023-integer-limit /things/{thingId} patch',
      'owasp:api4:2023-rate-limit /things/{thingId} patch',
      'owasp:api4:2023-rate-limit-responses-429 /things/{thingId} patch',
      'owasp:api8:2023-define-error-responses-401 /things/{thingId} patch',
    ]),
  );
});

test("the project's own contract breaks no rule", async () => {
  expect(await lintFiles([resolve('openapi/openapi.yaml')])).toEqual([]);
});
