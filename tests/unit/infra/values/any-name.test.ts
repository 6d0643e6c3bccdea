import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService, type Service } from '../../support/service.ts';

/** Names that every JavaScript object inherits or lists have, and the empty one: in JSON they are data. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'prototype', 'length', 'then', ''];
const WRITTEN = NAMES.filter((name) => name !== '');

const named = (make: (name: string) => unknown, names = NAMES): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));
const member = (name: string, value: unknown): Record<string, unknown> => Object.fromEntries([[name, value]]);

const text = { type: 'string' };
const integer = { type: 'integer' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const ok = (status: string, schema: object) => ({
  [status]: { description: 'ok', content: { 'application/json': { schema } } },
});
const body = (...types: [string, object][]) => ({
  required: true,
  content: Object.fromEntries<unknown>(types.map(([type, schema]) => [type, { schema }])),
});
const at = (name: string, schema: object = text) => [{ name, in: 'path', required: true, schema }];
const PATCHES: [string, object][] = [
  ['application/merge-patch+json', ref('Thing')],
  ['application/json-patch+json', { type: 'array', items: { type: 'object' } }],
];

const resources: Record<string, unknown> = Object.fromEntries(
  WRITTEN.flatMap((name): [string, unknown][] => [
    [
      `/${name}`,
      {
        get: { operationId: name, tags: [name], responses: ok('200', { type: 'array', items: ref(name) }) },
        post: {
          operationId: `add ${name}`,
          requestBody: body(['application/json', ref(name)]),
          responses: ok('201', ref(name)),
        },
      },
    ],
    [
      `/${name}/{${name}}`,
      { get: { operationId: `get ${name}`, parameters: at(name, integer), responses: ok('200', ref(name)) } },
    ],
    [
      `/secured/${name}`,
      {
        get: { operationId: `see ${name}`, security: [member(name, [])], responses: { 204: { description: 'seen' } } },
      },
    ],
  ]),
);

const DOCUMENT = {
  tags: WRITTEN.map((name) => ({ name })),
  paths: {
    ...resources,
    '/things': {
      get: {
        operationId: 'listThings',
        parameters: [
          ...WRITTEN.map((name) => ({ name, in: 'query', schema: text })),
          { name: 'sort', in: 'query', schema: { type: 'string', enum: NAMES.flatMap((name) => [name, `-${name}`]) } },
        ],
        responses: ok('200', { type: 'array', items: ref('Thing') }),
      },
      post: {
        operationId: 'addThing',
        requestBody: body(
          ['application/json', ref('Thing')],
          ['application/x-www-form-urlencoded', ref('Thing')],
          ['multipart/form-data', ref('Thing')],
        ),
        responses: ok('201', ref('Thing')),
      },
    },
    '/things/{id}': {
      get: { operationId: 'readThing', parameters: at('id'), responses: ok('200', ref('Thing')) },
      patch: {
        operationId: 'changeThing',
        parameters: at('id'),
        requestBody: body(...PATCHES),
        responses: ok('200', ref('Thing')),
      },
    },
    '/needs': {
      post: {
        operationId: 'need',
        requestBody: body(['application/json', { type: 'object', required: WRITTEN }]),
        responses: { 204: { description: 'taken' } },
      },
    },
    '/parameters': {
      get: {
        operationId: 'count',
        parameters: WRITTEN.flatMap((name) =>
          ['query', 'header', 'cookie'].map((place) => ({ name, in: place, schema: integer })),
        ),
        responses: { 204: { description: 'counted' } },
      },
    },
  },
  components: {
    securitySchemes: named(() => ({ type: 'apiKey', in: 'header', name: 'x-key' }), WRITTEN),
    schemas: {
      ...named(
        () => ({ type: 'object', required: ['id'], properties: { id: { ...integer, readOnly: true }, name: text } }),
        WRITTEN,
      ),
      Thing: {
        type: 'object',
        additionalProperties: false,
        properties: {
          id: { ...text, readOnly: true },
          ...named(() => text),
          deep: { type: 'object', properties: named(() => text), additionalProperties: false },
          list: { type: 'array', items: { type: 'object', properties: named(() => text) } },
          map: { type: 'object', additionalProperties: text },
        },
      },
    },
  },
};

const valuesOf = (mark: string) => ({
  ...named((name) => `${mark} ${name}`),
  deep: named((name) => `${mark} deep ${name}`),
  list: [named((name) => `${mark} list ${name}`)],
  map: named((name) => `${mark} map ${name}`),
});

let service: Service;
let id: string;
beforeAll(async () => {
  service = await startService(DOCUMENT);
  id = ((await call('POST', '/things', valuesOf('a'))).body as { id: string }).id;
  await call('POST', '/things', valuesOf('b'));
});
afterAll(() => service.close());

async function call(method: string, path: string, content?: unknown, headers?: Record<string, string>) {
  const sent = content === undefined || typeof content === 'string' ? content : JSON.stringify(content);
  const { status, text: received } = await service.send(method, path, sent, headers);
  return { status, body: received === '' ? undefined : (JSON.parse(received) as unknown) };
}

async function add(content: unknown, headers?: Record<string, string>) {
  const { status, body: made } = await call('POST', '/things', content, headers);
  const { id: key, ...others } = made as Record<string, unknown>;
  return { status, path: `/things/${String(key)}`, others };
}

describe('a property of any name', () => {
  test('is stored and shown, alone, in objects, in lists and in maps', async () => {
    expect(await call('GET', `/things/${id}`)).toEqual({ status: 200, body: { id, ...valuesOf('a') } });
  });

  test.each(WRITTEN)('filters: %s', async (name) => {
    const found = await call('GET', `/things?${name}=a%20${name}`);
    expect(found).toEqual({ status: 200, body: [{ id, ...valuesOf('a') }] });
  });

  test.each(NAMES)('sorts: %j', async (name) => {
    const { body: found } = await call('GET', `/things?sort=-${name}`);
    const shown = (found as object[]).flatMap((each) =>
      Object.entries(each).flatMap(([key, value]) => (key === name ? [value as string] : [])),
    );
    expect(shown.slice(-2)).toEqual([`b ${name}`, `a ${name}`]);
  });

  test.each(NAMES)('is absent where it was not sent, and checked where it was: %j', async (name) => {
    const { status, others } = await add(member(name, 'x'));
    expect([status, others]).toEqual([201, member(name, 'x')]);
    expect((await call('POST', '/things', member(name, 5))).status).toBe(400);
    expect((await call('POST', '/things', { deep: member(name, 5) })).status).toBe(400);
  });

  test.each(NAMES)('is patched: %j', async (name) => {
    const { path } = await add({ deep: {}, map: {} });
    const merge = (patch: object) => call('PATCH', path, patch, { 'content-type': 'application/merge-patch+json' });
    const steps = (...patch: object[]) => call('PATCH', path, patch, { 'content-type': 'application/json-patch+json' });
    const shown = { ...member(name, 'y'), deep: member(name, 'z'), map: {} };
    expect((await merge({ ...member(name, 'y'), deep: member(name, 'z') })).body).toMatchObject(shown);
    const changed = await steps(
      { op: 'test', path: `/${name}`, value: 'y' },
      { op: 'add', path: `/${name}`, value: 'p' },
      { op: 'copy', from: `/deep/${name}`, path: `/map/${name}` },
      { op: 'remove', path: `/deep/${name}` },
    );
    expect(changed.body).toEqual({ id: path.slice(8), ...member(name, 'p'), deep: {}, map: member(name, 'z') });
    expect((await steps({ op: 'remove', path: `/${name}` })).body).toEqual({ id: path.slice(8), deep: {}, map: member(name, 'z') }); // prettier-ignore
    expect((await steps({ op: 'remove', path: `/${name}` })).status).toBe(409);
  });

  test.each(WRITTEN)('is read from forms: %s', async (name) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const fields = { ...member(name, 'f'), deep: member(name, 'g'), map: member(name, 'h') };
    expect((await add(`${name}=f&deep[${name}]=g&map[${name}]=h`, form)).others).toEqual(fields);
    const part = (key: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
    const parts = `${part(name, 'f')}${part(`deep[${name}]`, 'g')}${part(`map[${name}]`, 'h')}--B--\r\n`;
    expect((await add(parts, { 'content-type': 'multipart/form-data; boundary=B' })).others).toEqual(fields);
  });

  test('is required where it says so: no object inherits it', async () => {
    expect((await call('POST', '/needs', {})).status).toBe(400);
    expect(
      (
        await call(
          'POST',
          '/needs',
          named(() => 1, WRITTEN),
        )
      ).status,
    ).toBe(204);
  });
});

describe.each(WRITTEN)('%s', (name) => {
  test.each([
    ['query', (value: string) => call('GET', `/parameters?${name}=${value}`)],
    ['cookie', (value: string) => call('GET', '/parameters', undefined, { cookie: `${name}=${value}` })],
    ['header', (value: string) => call('GET', '/parameters', undefined, member(name.toUpperCase(), value) as Record<string, string>)], // prettier-ignore
  ])('names a parameter in a %s', async (place, send) => {
    expect((await send('5')).status).toBe(204);
    const { status, body: refused } = await send('x');
    expect(status).toBe(400);
    const field = place === 'header' ? `header.${name.toLowerCase()}` : `${place}.${name}`;
    expect(refused).toMatchObject({ error: { details: [{ field }] } });
  });

  test('names a resource, its schema, its operations and its identifier', async () => {
    expect(await call('GET', `/${name}`)).toEqual({ status: 200, body: [] });
    expect((await call('GET', `/${name}/1`)).status).toBe(404);
    expect((await call('GET', `/${name}/x`)).body).toMatchObject({ error: { details: [{ field: `path.${name}` }] } });
    expect((await call('POST', `/${name}`, { name: 'n' })).body).toEqual({ id: 1, name: 'n' });
    expect((await call('GET', `/${name}/1`)).body).toEqual({ id: 1, name: 'n' });
  });

  test('names a security scheme', async () => {
    expect((await call('GET', `/secured/${name}`)).status).toBe(401);
  });
});
