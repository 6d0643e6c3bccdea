import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { typesSource } from '../../../../scripts/generate/contract-types.ts';
import { loadContract } from '@plumbline/contract/load';
import { writeContract } from '../contract/fixture.ts';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.0.3
info: { title: Empty, version: 1.0.0 }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
        - { name: text, in: query, schema: { type: string } }
        - { name: order, in: query, schema: { type: string, enum: ['', up] } }
        - { name: flag, in: query, allowEmptyValue: true, schema: { type: string, enum: [x] } }
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        - { name: size, in: query, schema: { type: integer } }
      responses: { '204': { description: ok } }
    post:
      operationId: addNote
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                one: { type: object, nullable: true, oneOf: [{ $ref: '#/components/schemas/Part' }] }
                any: { type: object, nullable: true, anyOf: [{ $ref: '#/components/schemas/Part' }] }
                all: { type: string, nullable: true, allOf: [{ $ref: '#/components/schemas/Short' }] }
                bare: { nullable: true, oneOf: [{ $ref: '#/components/schemas/Part' }] }
                kind: { $ref: '#/components/schemas/Kind' }
      responses: { '204': { description: ok } }
components:
  schemas:
    Part: { type: object, required: [k], properties: { k: { type: string } } }
    Short: { type: string, maxLength: 3 }
    Kind: { oneOf: [{ $ref: '#/components/schemas/TextKind' }], discriminator: { propertyName: type } }
    TextKind: { type: object, required: [type], properties: { type: { type: string, enum: [text] } } }
`;

let server: TestServer;
beforeAll(async () => {
  const nothing = () => ({ status: 204 });
  server = await serve(CONTRACT, { listNotes: nothing, addNote: nothing });
});
afterAll(() => server.close());

test.each([
  ['text=', { text: '' }],
  ['order=', { order: '' }],
  ['flag=', {}],
  ['tags=', { tags: [''] }],
])('?%s is an empty value', async (query, values) => {
  server.invocations.length = 0;
  expect((await ask(server, `/notes?${query}`)).status).toBe(204);
  expect(server.invocations[0]?.query).toEqual(values);
});

test('an empty number is refused', async () => {
  expect((await ask(server, '/notes?size=')).body).toMatchObject({ error: { details: [{ field: 'query.size' }] } });
});

test.each(['one', 'any', 'all', 'bare'])('null is a value of a nullable combination: %s', async (name) => {
  const post = (value: unknown) =>
    ask(server, '/notes', {
      method: 'POST',
      body: JSON.stringify({ [name]: value }),
      send: { 'content-type': 'application/json' },
    });
  expect((await post(null)).status).toBe(204);
  expect((await post(5)).status).toBe(400);
});

test('types hold the values that an enum lists for a discriminator', async () => {
  const source = await typesSource(await loadContract(writeContract(CONTRACT)));
  expect(source).toContain('type: "text"');
  expect(source).not.toContain('"TextKind";');
});
