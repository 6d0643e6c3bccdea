import { describe, expect, test } from '@jest/globals';
import { identitiesOf, inferred, rolesOf } from './contracts.ts';

const SCHEMAS = `
    Thing: { type: object, required: [name], properties: { id: { type: integer, readOnly: true }, name: { type: string }, size: { type: number } } }
    Post: { type: object, properties: { id: { type: string, format: uuid }, text: { type: string } } }
    Token: { type: object, properties: { token: { type: string }, expires: { type: integer } } }`;

const json = (schema: string): string => `{ content: { application/json: { schema: ${schema} } } }`;
const ok = (schema: string): string => `{ 200: { description: '', ${json(schema).slice(2, -2)} } }`;
const ref = (name: string): string => `{ $ref: '#/components/schemas/${name}' }`;
const listOf = (name: string): string => `{ type: array, items: ${ref(name)} }`;
const none = "{ 204: { description: '' } }";
const path = (name: string): string => `{ name: ${name}, in: path, required: true, schema: { type: string } }`;

/** An operation in YAML flow style. */
function operation(responses: string, rest = ''): string {
  return `{ responses: ${responses}${rest} }`;
}

const THINGS = `
/things:
  get: ${operation(ok(listOf('Thing')))}
  post: ${operation(ok(ref('Thing')), `, requestBody: ${json(ref('Thing'))}`)}
/things/{thingId}:
  parameters: [${path('thingId')}]
  get: ${operation(ok(ref('Thing')))}`;

const ROLES_OF_THINGS = {
  'GET /things': 'list things /[]',
  'POST /things': 'create things /',
  'GET /things/{thingId}': 'read things /',
};

interface Rule {
  rule: string;
  paths: string;
  roles: Record<string, string>;
}

const RULES: Rule[] = [
  {
    rule: 'a list on a static path below a collection lists the same items',
    paths: `/things/recent:\n  get: ${operation(ok(listOf('Thing')))}`,
    roles: { 'GET /things/recent': 'list things /[]' },
  },
  {
    rule: 'one item on a static path below a collection is not understood',
    paths: `/things/random:\n  get: ${operation(ok(ref('Thing')))}`,
    roles: {},
  },
  {
    rule: 'an array posted below a collection creates many',
    paths: `/things/createMany:\n  post: ${operation(ok(listOf('Thing')), `, requestBody: ${json(listOf('Thing'))}`)}`,
    roles: { 'POST /things/createMany': 'create things /[]' },
  },
  {
    rule: 'an array posted to be deleted creates nothing: each of its items is removed',
    paths: `/things/remove:\n  post: ${operation(none, `, requestBody: ${json(listOf('Thing'))}`)}`,
    roles: { 'POST /things/remove': 'remove things nothing by body id' },
  },
  {
    rule: 'a verb below an item that answers the item, nothing or that it is done acts on the item',
    paths: `
/things/{thingId}/rename:
  parameters: [${path('thingId')}]
  post: ${operation(ok(ref('Thing')))}
/things/{thingId}/star:
  parameters: [${path('thingId')}]
  put: ${operation(none)}
  delete: ${operation(ok('{ type: object, properties: { success: { type: boolean } } }'))}`,
    roles: {
      'POST /things/{thingId}/rename': 'act things /',
      'PUT /things/{thingId}/star': 'act things nothing',
      'DELETE /things/{thingId}/star': 'act things nothing',
    },
  },
  {
    rule: 'a verb below an item that answers something else is not understood',
    paths: `/things/{thingId}/measure:\n  parameters: [${path('thingId')}]\n  post: ${operation(ok(ref('Token')))}`,
    roles: {},
  },
  {
    rule: 'what is read and written below an item without an item path of its own is one thing of that item',
    paths: `
/things/{thingId}/label:
  parameters: [${path('thingId')}]
  get: ${operation(ok(ref('Token')))}
  put: ${operation(ok(ref('Token')), `, requestBody: ${json(ref('Token'))}`)}`,
    roles: { 'GET /things/{thingId}/label': 'read label /', 'PUT /things/{thingId}/label': 'replace label /' },
  },
  {
    rule: 'what is only read at a path of its own is no resource',
    paths: `/status:\n  get: ${operation(ok(ref('Token')))}`,
    roles: {},
  },
  {
    rule: 'a PUT on the collection path replaces the item that its body identifies',
    paths: `/things/:\n  put: ${operation(ok(ref('Thing')), `, requestBody: ${json(ref('Thing'))}`)}`,
    roles: { 'PUT /things/': 'replace things / by body id' },
  },
  {
    rule: 'a DELETE on the collection path clears it, unless it asks for more',
    paths: `/things/:\n  delete: ${operation(none)}\n/posts:\n  delete: ${operation(none, ', parameters: [{ name: before, in: query, schema: { type: string } }]')}`,
    roles: { 'DELETE /things/': 'clear things nothing' },
  },
  {
    rule: 'a POST that shows nothing of what it is given creates nothing',
    paths: `/login:\n  post: ${operation(ok(ref('Token')), `, requestBody: ${json(ref('Thing'))}`)}`,
    roles: {},
  },
  {
    rule: 'items of one schema and noun are one resource, flat and below a parent',
    paths: `
/posts/{postId}:
  parameters: [${path('postId')}]
  get: ${operation(ok(ref('Post')))}
  delete: ${operation(none)}
/things/{thingId}/posts:
  parameters: [${path('thingId')}]
  get: ${operation(ok(listOf('Post')))}
  post: ${operation(ok(ref('Post')), `, requestBody: ${json(ref('Post'))}`)}`,
    roles: {
      'GET /posts/{postId}': 'read posts /',
      'DELETE /posts/{postId}': 'remove posts nothing',
      'GET /things/{thingId}/posts': 'list posts /[]',
      'POST /things/{thingId}/posts': 'create posts /',
    },
  },
  {
    rule: 'a list below a parent that nothing ever sets is not understood',
    paths: `/owners/{ownerId}/things:\n  parameters: [${path('ownerId')}]\n  get: ${operation(ok(listOf('Thing')))}`,
    roles: {},
  },
  {
    rule: 'a list of plain values is no resource',
    paths: `/tags:\n  get: ${operation(ok('{ type: array, items: { type: string } }'))}`,
    roles: {},
  },
  {
    rule: 'an answer in another media type than JSON is left to its example',
    paths: `/things/{thingId}/drawing:\n  parameters: [${path('thingId')}]\n  get: { responses: { 200: { description: '', content: { image/png: {} } } } }`,
    roles: {},
  },
  {
    rule: 'two parameters in one segment are not understood',
    paths: `/things/{from}...{to}:\n  parameters: [${path('from')}, ${path('to')}]\n  get: ${operation(ok(ref('Thing')))}`,
    roles: {},
  },
];

describe('beside a collection and its items', () => {
  test.each(RULES)('$rule', async ({ paths, roles }) => {
    const model = await inferred(`${THINGS}\n${paths}`.trim(), SCHEMAS);
    expect(rolesOf(model)).toEqual({ ...ROLES_OF_THINGS, ...roles });
  });
});

describe('one item', () => {
  test('may be identified by a required query parameter', async () => {
    const query = ', parameters: [{ name: id, in: query, required: true, schema: { type: integer } }]';
    const model = await inferred(
      `/thing:\n  get: ${operation(ok(ref('Thing')), query)}\n  post: ${operation(ok(ref('Thing')), `, requestBody: ${json(ref('Thing'))}`)}\n  delete: ${operation(none, query)}`,
      SCHEMAS,
    );
    expect(rolesOf(model)).toEqual({
      'GET /thing': 'read things / by query id',
      'POST /thing': 'create things /',
      'DELETE /thing': 'remove things nothing by query id',
    });
  });

  test('is made by a POST to its own path, unless that restores it', async () => {
    const body = `requestBody: ${json(ref('Thing'))}`;
    const made = `{ 201: { description: '', ${json(ref('Thing')).slice(2, -2)} } }`;
    const paths = (id: string): string =>
      `/things/{thingId}:\n  parameters: [${path('thingId')}]\n  get: ${operation(ok(ref('Thing')))}\n  put: ${operation(ok(ref('Thing')), `, ${body}`)}\n  post: ${operation(made, `, operationId: ${id}, ${body}`)}`;
    const [making, restoring] = [
      await inferred(paths('addThing'), SCHEMAS),
      await inferred(paths('restoreThing'), SCHEMAS),
    ];
    expect([making, restoring].map((model) => rolesOf(model)['POST /things/{thingId}'])).toEqual([
      'create things /',
      'update things /',
    ]);
  });

  test('of two path parameters is identified by the last, whatever the outer one is', async () => {
    const model = await inferred(
      `/repos/{owner}/{repo}:\n  parameters: [${path('owner')}, ${path('repo')}]\n  get: ${operation(ok(ref('Thing')))}\n  delete: ${operation(none)}`,
      SCHEMAS,
    );
    expect({ roles: rolesOf(model), resources: identitiesOf(model) }).toEqual({
      roles: { 'GET /repos/{owner}/{repo}': 'read repos /', 'DELETE /repos/{owner}/{repo}': 'remove repos nothing' },
      resources: ['repos(name text, owner: none._owner)'],
    });
  });

  test('that holds one array of objects is an item, and no envelope', async () => {
    const order = `
    Order: { type: object, properties: { id: { type: integer }, customer: { type: string }, lines: { type: array, items: { $ref: '#/components/schemas/Line' } } } }
    Line: { type: object, properties: { sku: { type: string }, quantity: { type: integer } } }`;
    const model = await inferred(
      `/orders:\n  post: { requestBody: ${json(ref('Order'))}, responses: { 201: { description: '', ${json(ref('Order')).slice(2, -2)} } } }\n/orders/{id}:\n  parameters: [${path('id')}]\n  get: ${operation(ok(ref('Order')))}`,
      order,
    );
    expect(rolesOf(model)).toEqual({ 'POST /orders': 'create orders /', 'GET /orders/{id}': 'read orders /' });
  });
});

describe('a PUT', () => {
  const put = (required: string): string =>
    `${THINGS}\n  put: ${operation(ok(ref('Thing')), `, requestBody: ${json(`{ type: object, required: ${required}, properties: { name: { type: string }, size: { type: number } } }`)}`)}`.trim();

  test.each([
    { needs: 'what an item needs replaces it', required: '[name]', role: 'replace things /' },
    { needs: 'nothing that an item needs updates it', required: '[]', role: 'update things /' },
  ])('that needs $needs', async ({ required, role }) => {
    expect(rolesOf(await inferred(put(required), SCHEMAS))['PUT /things/{thingId}']).toBe(role);
  });
});
