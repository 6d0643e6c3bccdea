import { describe, expect, test } from '@jest/globals';
import { canonicalPath } from '@plumbline/contract/views/canonical-path';
import { validatorDocument } from '@plumbline/contract/adapters/validator';
import { loadDocument } from '../fixture.ts';

const contract = await loadDocument({
  paths: {
    '/reports/{report-id}.json': {
      parameters: [{ name: 'report-id', in: 'path', required: true, schema: { type: 'string' } }],
      put: {
        operationId: 'replaceReport',
        security: [{ key: [] }],
        parameters: [
          { name: 'Accept', in: 'header', schema: { type: 'string' } },
          { name: 'q', in: 'query', schema: { oneOf: [{ type: 'integer' }, { type: 'string' }] } },
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            explode: true,
            schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Report' } },
            'application/pdf': { schema: { type: 'object' } },
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string' } },
              },
            },
          },
        },
        responses: {
          200: {
            description: 'Done',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Other' } } },
          },
        },
      },
    },
    '/others': { get: { responses: { 200: { description: 'Others' } } } },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'x-key' },
      unused: { type: 'http', scheme: 'basic' },
    },
    schemas: {
      Report: {
        type: 'object',
        required: ['id', 'title'],
        properties: {
          id: { type: 'string', readOnly: true },
          title: { type: 'string', example: 'Annual', format: 'headline' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Report' } },
        },
      },
      Other: { type: 'object' },
    },
  },
});

/** As the validator leaves a value alone. */
const decoded = (schema: object) => ({ allowReserved: true, content: { 'application/vnd.decoded': { schema } } });

describe('the validator lens', () => {
  test('holds one canonical path, what it reaches in the request view, and nothing else', () => {
    const report = {
      type: 'object',
      required: ['title'],
      properties: {
        id: true,
        title: { type: 'string' },
        parts: { type: 'array', items: { $ref: '#/components/schemas/Report' } },
      },
    };
    expect(validatorDocument(contract, '/reports/{report-id}.json')).toEqual({
      openapi: '3.1.0',
      info: { title: 'Test', version: '1' },
      servers: [{ url: '/' }],
      paths: {
        '/shard/{p1}': {
          put: {
            operationId: 'replaceReport',
            parameters: [
              { name: 'p1', in: 'path', required: true, ...decoded({ type: 'string' }) },
              {
                name: 'q',
                in: 'query',
                required: false,
                ...decoded({ anyOf: [{ type: 'integer' }, { type: 'string' }] }),
              },
              {
                name: 'filter',
                in: 'query',
                required: false,
                ...decoded({ type: 'object', required: ['a'], properties: { a: { type: 'string' } } }),
              },
            ],
            security: [{ key: [] }],
            requestBody: {
              required: true,
              content: {
                'application/json': { schema: report },
                'application/pdf': { schema: { format: 'binary' } },
                'multipart/form-data': {
                  schema: {
                    allOf: [
                      {
                        type: 'object',
                        properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string' } },
                      },
                    ],
                  },
                },
              },
            },
            responses: { default: { description: expect.any(String) } },
          },
        },
      },
      components: {
        schemas: { Report: report },
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } },
      },
    });
  });

  test('makes a new document each time, since the validator changes what it is given', () => {
    const [first, second] = [1, 2].map(() => validatorDocument(contract, '/others'));
    expect(first).toEqual(second);
    expect(first?.paths).not.toBe(second?.paths);
  });
});

test.each([
  ['/pets/{petId}', '/shard/{petId}', ['petId'], ['petId']],
  ['/{id}.json', '/shard/{id}', ['id'], ['id']],
  ['/{id}:cancel', '/shard/{id}', ['id'], ['id']],
  ['/{base}...{head}', '/shard/{base}/{head}', ['base', 'head'], ['base', 'head']],
  ['/a/{x-y}/{p1}', '/shard/{p1}/{p2_p1}', ['x-y', 'p1'], ['p1', 'p2_p1']],
  ['/me', '/shard', [], []],
])('the canonical path of %s is %s', (path, template, parameters, canonicalNames) => {
  expect(canonicalPath(path)).toEqual({ template, parameters, canonicalNames });
});
