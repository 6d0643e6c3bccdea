import type { Target } from './corpus.ts';

const json = (schema: object) => ({ required: true, content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answers = (status: number, schema: object) => ({
  [status]: { description: 'Done', content: { 'application/json': { schema } } },
  400: { description: 'Wrong' },
  404: { description: 'Absent' },
  409: { description: 'Conflict' },
});
const id = { name: 'noteId', in: 'path', required: true, schema: { type: 'string' } };
const query = (name: string, schema: object) => ({ name, in: 'query', schema });
const node = (name: string) => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'string' }, in: ref('Tree') },
});

/** A contract of everything that a request may say, all of it open to anybody. */
export const RICH_CONTRACT = {
  openapi: '3.1.0',
  info: { title: 'Notes under attack', version: '1' },
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        parameters: [
          query('name', { type: 'string', maxLength: 100 }),
          query('tag', { type: 'array', items: { type: 'string' } }),
          query('count', { type: 'integer' }),
          query('sort', { type: 'string', enum: ['name', '-name', 'count'] }),
          query('limit', { type: 'integer', minimum: 1, maximum: 100 }),
          query('offset', { type: 'integer', minimum: 0 }),
          { ...query('filter', { type: 'object' }), style: 'deepObject', explode: true },
        ],
        responses: answers(200, { type: 'array', items: ref('Note') }),
      },
      post: { operationId: 'addNote', requestBody: json(ref('NewNote')), responses: answers(201, ref('Note')) },
    },
    '/notes/{noteId}': {
      parameters: [id],
      get: { operationId: 'readNote', responses: answers(200, ref('Note')) },
      put: { operationId: 'replaceNote', requestBody: json(ref('NewNote')), responses: answers(200, ref('Note')) },
      patch: {
        operationId: 'changeNote',
        requestBody: {
          required: true,
          content: {
            'application/merge-patch+json': { schema: { type: 'object' } },
            'application/json-patch+json': { schema: { type: 'array', items: { type: 'object' } } },
          },
        },
        responses: answers(200, ref('Note')),
      },
      delete: {
        operationId: 'deleteNote',
        responses: { 204: { description: 'Gone' }, 404: { description: 'Absent' } },
      },
    },
    '/forms': {
      post: {
        operationId: 'addForm',
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': { schema: ref('Form') },
            'multipart/form-data': { schema: ref('Form') },
          },
        },
        responses: answers(201, ref('Form')),
      },
    },
  },
  components: {
    schemas: {
      NewNote: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          name: { type: 'string', maxLength: 200 },
          title: { type: 'string', pattern: "^(\\p{L}+[ '-]?)+$" },
          slug: { type: 'string', pattern: '^(?!.*\\.\\.)([a-z0-9]+[._-]?)+$' },
          host: { type: 'string', pattern: '^((?!-)[a-z0-9-]{1,63}(?<!-)\\.)+[a-z]{2,6}$' },
          count: { type: 'integer' },
          big: { type: 'integer', format: 'int64' },
          price: { type: 'number', multipleOf: 0.01 },
          mail: { type: 'string', format: 'email' },
          link: { type: 'string', format: 'uri' },
          at: { type: 'string', format: 'date-time' },
          expression: { type: 'string', format: 'regex' },
          tags: { type: 'array', uniqueItems: true, items: { type: 'string' } },
          parts: { type: 'array', uniqueItems: true, items: { type: 'object' } },
          tree: ref('Tree'),
          extra: { type: 'object', propertyNames: { pattern: '^(a+)+$' } },
          kinds: { type: 'array', contains: { const: 'a' }, items: { enum: ['a', 'b', { c: 1 }] } },
          free: {},
        },
      },
      Note: {
        allOf: [{ $ref: '#/components/schemas/NewNote' }],
        required: ['id'],
        properties: { id: { type: 'string', format: 'uuid', readOnly: true } },
      },
      Tree: { oneOf: [node('left'), node('right')] },
      Form: {
        type: 'object',
        properties: {
          id: { type: 'string', readOnly: true },
          note: { type: 'array', items: { type: 'string' } },
          meta: { type: 'object' },
          file: { type: 'string', format: 'binary' },
        },
      },
    },
  },
};

const NOTE = {
  name: 'A',
  title: 'Ada',
  slug: 'a-b',
  host: 'a.org',
  count: 1,
  big: 9_007_199_254_740_991,
  price: 0.07,
  mail: 'a@example.org',
  link: 'https://example.org',
  at: '2026-01-01T00:00:00Z',
  expression: 'a',
  tags: ['a'],
  parts: [{ a: 1 }],
  tree: { left: 'x' },
  extra: { aaa: 1 },
  kinds: ['a'],
  free: 1,
};

/** Where requests go, with a body that is valid there. */
export const RICH_TARGETS: readonly Target[] = [
  { method: 'POST', path: '/notes', body: NOTE },
  { method: 'PUT', path: '/notes/{}', body: NOTE },
  { method: 'PATCH', path: '/notes/{}', body: NOTE, mediaType: 'application/merge-patch+json' },
  { method: 'PATCH', path: '/notes/{}', body: { op: 'add' }, mediaType: 'application/json-patch+json' },
  { method: 'POST', path: '/forms', body: { note: ['a'], meta: { a: 1 } }, mediaType: 'form' },
  { method: 'GET', path: '/notes' },
  { method: 'GET', path: '/notes/{}' },
];
