import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.0.3
info: { title: Members, version: 1.0.0 }
paths:
  /payments:
    get:
      operationId: listPayments
      parameters:
        - { name: created, in: query, style: deepObject, explode: true, schema: { anyOf: [{ type: object, properties: { gte: { type: integer }, lt: { type: integer } } }, { type: integer }] } }
        - { name: expand, in: query, style: deepObject, explode: true, schema: { type: array, items: { type: string, maxLength: 9 } } }
        - { name: owner, in: query, style: deepObject, explode: true, schema: { type: object, properties: { address: { type: object, properties: { floor: { type: integer } } } } } }
        - { name: area, in: query, schema: { oneOf: [{ type: string }, { type: object, properties: { north: { type: integer }, ids: { type: array, items: { type: integer } } } }] } }
        - { name: limit, in: query, schema: { type: integer } }
        - { name: rules, in: query, schema: { $ref: '#/components/schemas/Rules' } }
        - { name: joined, in: query, explode: false, schema: { $ref: '#/components/schemas/Rules' } }
      responses: { '200': { description: ok } }
    post:
      operationId: pay
      requestBody:
        content:
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Payment' } }
          multipart/form-data: { schema: { $ref: '#/components/schemas/Payment' } }
      responses: { '200': { description: ok } }
components:
  schemas:
    Rules: { type: array, items: { anyOf: [{ type: object, properties: { min: { type: integer } } }, { type: object, properties: { max: { type: integer } } }] } }
    Payment:
      type: object
      additionalProperties: false
      properties:
        metadata: { anyOf: [{ type: object, additionalProperties: { type: string } }, { type: string, enum: [''] }] }
        shipping: { anyOf: [{ type: object, required: [name], properties: { name: { type: string }, address: { type: object, properties: { floor: { type: integer } } } } }, { type: string, enum: [''] }] }
        locales: { type: array, items: { type: string } }
        counts: { type: array, items: { type: integer } }
        lines: { type: array, items: { type: object, properties: { price: { type: string }, tiers: { type: array, items: { type: object, properties: { upTo: { oneOf: [{ type: integer }, { type: string, enum: [inf] }] } } } } } } }
        note: { type: string }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());
beforeEach(() => {
  server.invocations.length = 0;
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const sendForm = (body: string) => ask(server, '/payments', { method: 'POST', body, send: FORM });

function multipart(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

describe('members named in brackets are read as what the schema asks for', () => {
  test.each([
    ['created[gte]=1&created[lt]=5', { created: { gte: 1, lt: 5 } }],
    ['created%5Bgte%5D=1', { created: { gte: 1 } }],
    ['created=7', { created: 7 }],
    ['expand[]=a&expand[]=b', { expand: ['a', 'b'] }],
    ['expand[1]=b&expand[0]=a', { expand: ['a', 'b'] }],
    ['expand=a&expand=b', { expand: ['a', 'b'] }],
    ['owner[address][floor]=3', { owner: { address: { floor: 3 } } }],
    ['owner[address]={"floor":3}', { owner: { address: { floor: 3 } } }],
    ['north=4&ids=1&ids=2', { area: { north: 4, ids: [1, 2] } }],
    ['area=north', { area: 'north' }],
    ['rules={"min":1}&rules={"min":2}', { rules: [{ min: 1 }, { min: 2 }] }],
    ['rules={"min":1}', { rules: [{ min: 1 }] }],
    ['rules=[{"min":1},{"min":2}]', { rules: [{ min: 1 }, { min: 2 }] }],
    ['rules=%5B%5D', { rules: [] }],
    ['joined=%7B%22min%22%3A1%2C%22max%22%3A2%7D,%7B%22min%22%3A3%7D', { joined: [{ min: 1, max: 2 }, { min: 3 }] }],
    ['joined=[{"min":1,"max":2}]', { joined: [{ min: 1, max: 2 }] }],
  ])('in the query: %s', async (query, read) => {
    expect((await ask(server, `/payments?${query}`)).status).toBe(200);
    expect(server.invocations[0]?.query).toEqual(read);
  });

  test.each([
    ['metadata[a]=b&metadata[n]=5', { metadata: { a: 'b', n: '5' } }],
    ['metadata=', { metadata: '' }],
    ['shipping[name]=Ann&shipping[address][floor]=3', { shipping: { name: 'Ann', address: { floor: 3 } } }],
    ['locales[]=de&locales[]=en', { locales: ['de', 'en'] }],
    ['locales[0]=de&locales[2]=en', { locales: ['de', 'en'] }],
    [
      'lines[0][price]=p&lines[0][tiers][0][upTo]=5&lines[0][tiers][1][upTo]=inf&lines[1][price]=7',
      { lines: [{ price: 'p', tiers: [{ upTo: 5 }, { upTo: 'inf' }] }, { price: '7' }] },
    ],
  ])('in a form: %s', async (body, read) => {
    expect((await sendForm(body)).status).toBe(200);
    expect(server.invocations[0]?.body).toEqual(read);
  });

  test.each([
    [[['counts', '5']], { counts: [5] }],
    [[['counts[]', '5']], { counts: [5] }],
    [[['shipping[name]', '7'], ['shipping[address][floor]', '3']], { shipping: { name: '7', address: { floor: 3 } } }], // prettier-ignore
    [[['lines[0][price]', '7']], { lines: [{ price: '7' }] }],
    [[['note', '{a}']], { note: '{a}' }],
    [[['lines', '{"price":"7"}']], { lines: [{ price: '7' }] }],
    [
      [
        ['lines', '{"price":"7"}'],
        ['lines', '{"price":"8"}'],
      ],
      { lines: [{ price: '7' }, { price: '8' }] },
    ],
    [[['lines', '[{"price":"7"}]']], { lines: [{ price: '7' }] }],
  ] as const)('in an upload: %j', async (fields, read) => {
    expect((await ask(server, '/payments', { method: 'POST', body: multipart(fields) })).status).toBe(200);
    expect(server.invocations[0]?.body).toEqual(read);
  });
});

describe('members that do not fit are refused with their place', () => {
  test.each([
    ['created[gte]=x', ['query.created.gte']],
    ['created[gte]=1&created[gte]=2', ['query.created.gte']],
    ['created=1&created[gte]=2', ['query.created']],
    ['expand[a]=b', ['query.expand']],
    ['expand[]=ok&expand[]=much-too-long', ['query.expand.1']],
    ['owner[address][floor]=x&limit=x', ['query.limit', 'query.owner.address.floor']],
    ['owner=Ann', ['query.owner']],
    ['limit[a]=1', ['query.limit[a]']],
    ['north=x', ['query.area.north']],
    ['owner[__proto__][x]=1', ['query.owner.__proto__']],
    ['owner={"a":"\\u0000"}', ['query.owner.a']],
    [`owner${'[a]'.repeat(17)}=1`, [`query.owner${'[a]'.repeat(17)}`]],
  ])('in the query: %s', async (query, fields) => {
    expect(await fieldsOf(ask(server, `/payments?${query}`))).toEqual(expect.arrayContaining(fields));
    expect(server.invocations).toEqual([]);
  });

  test.each([
    ['metadata[a][b]=c', ['body.metadata.a']],
    ['metadata[]=c', ['body.metadata']],
    ['metadata=&metadata[a]=b', ['body.metadata']],
    ['shipping[address][floor]=x', ['body.shipping.name', 'body.shipping.address.floor']],
    ['shipping[name]=a&shipping[name][b]=c', ['body.shipping[name][b]']],
    ['lines[0]=x', ['body.lines.0']],
    ['note[a]=b', ['body.note']],
    ['other[a]=b', ['body.other[a]']],
    ['metadata[__proto__]=x', ['body.metadata.__proto__']],
    ['metadata[constructor][prototype]=x', ['body.metadata.constructor']],
  ])('in a form: %s', async (body, fields) => {
    expect(await fieldsOf(sendForm(body))).toEqual(expect.arrayContaining(fields));
    expect(server.invocations).toEqual([]);
  });
});

/** The fields that a refusal with 400 names. */
async function fieldsOf(asked: ReturnType<typeof ask>): Promise<string[]> {
  const { status, body } = await asked;
  expect(status).toBe(400);
  return (body as { error: { details: { field: string }[] } }).error.details.map(({ field }) => field);
}
