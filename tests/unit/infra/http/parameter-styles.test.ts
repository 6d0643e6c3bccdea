import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Styles, version: 1.0.0 }
paths:
  /label/{n}/{list}/{box}:
    get:
      operationId: label
      parameters:
        - { name: n, in: path, required: true, style: label, schema: { type: integer, maximum: 9 } }
        - { name: list, in: path, required: true, style: label, schema: { type: array, maxItems: 2, items: { type: integer } } }
        - { name: box, in: path, required: true, style: label, explode: true, schema: { $ref: '#/components/schemas/Box' } }
      responses: { '200': { description: ok } }
  /matrix/{n}/{list}/{box}:
    get:
      operationId: matrix
      parameters:
        - { name: n, in: path, required: true, style: matrix, schema: { type: integer, maximum: 9 } }
        - { name: list, in: path, required: true, style: matrix, explode: true, schema: { type: array, maxItems: 2, items: { type: integer } } }
        - { name: box, in: path, required: true, style: matrix, schema: { $ref: '#/components/schemas/Box' } }
      responses: { '200': { description: ok } }
  /simple/{box}:
    get:
      operationId: simple
      parameters:
        - { name: box, in: path, required: true, schema: { $ref: '#/components/schemas/Box' } }
        - { name: X-Box, in: header, explode: true, schema: { $ref: '#/components/schemas/Box' } }
        - { name: both, in: query, schema: { allOf: [{ type: integer, minimum: 2 }, { maximum: 5 }] } }
        - { name: flat, in: query, explode: false, schema: { $ref: '#/components/schemas/Box' } }
        - { name: maybe, in: query, schema: { type: [integer, 'null'] } }
        - { name: word, in: query, schema: { type: [string, 'null'] } }
      responses: { '200': { description: ok } }
  /flags:
    get:
      operationId: flags
      parameters:
        - { name: text, in: query, allowEmptyValue: true, schema: { type: string } }
        - { name: flag, in: query, allowEmptyValue: true, schema: { type: boolean } }
        - { name: list, in: query, allowEmptyValue: true, schema: { type: array, items: { type: integer } } }
        - { name: n, in: query, allowEmptyValue: true, schema: { type: integer, default: 3 } }
        - { name: price, in: query, schema: { type: number, multipleOf: 0.01 } }
        - { name: grid, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: array, items: { type: integer } } } }
      responses: { '200': { description: ok } }
components:
  schemas:
    Box: { type: object, required: [w], properties: { w: { type: number }, name: { type: string, maxLength: 4 } } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());
beforeEach(() => {
  server.invocations.length = 0;
});

test.each([
  ['/label/.5/.1,2/.w=1.name=ab', {}, { path: { n: 5, list: [1, 2], box: { w: 1, name: 'ab' } } }],
  ['/label/.5/.1.2/.w=1', {}, { path: { n: 5, list: [1, 2], box: { w: 1 } } }],
  ['/matrix/;n=5/;list=1;list=2/;box=w,1,name,ab', {}, { path: { n: 5, list: [1, 2], box: { w: 1, name: 'ab' } } }],
  ['/simple/w,1.5,name,a.b', {}, { path: { box: { w: 1.5, name: 'a.b' } } }],
  ['/simple/w,1', { 'x-box': 'w=2, name=ab' }, { headers: { 'x-box': { w: 2, name: 'ab' } } }],
  ['/simple/w,1?flat=w,2,name,a%2Cb&both=3', {}, { query: { flat: { w: 2, name: 'a,b' }, both: 3 } }],
  ['/simple/w,1?word=null', {}, { query: { word: 'null' } }],
  ['/flags?text=&flag&list=&n=', {}, { query: { text: '', flag: true, list: [], n: 3 } }],
  ['/flags?price=0.07&grid=1,2|3', {}, { query: { price: 0.07, grid: [[1, 2], [3]] } }],
])('%s is read by its styles', async (path, send: Record<string, string>, read) => {
  expect((await ask(server, path, { send })).status).toBe(200);
  expect(server.invocations[0]).toMatchObject(read);
});

test.each([
  ['/label/.15/.1,2,3/.name=ab', {}, ['path.n', 'path.list', 'path.box.w']],
  ['/matrix/;n=15/;list=x/;box=name,abcde', {}, ['path.n', 'path.list.0', 'path.box.w', 'path.box.name']],
  ['/simple/w', { 'x-box': 'wide' }, ['header.x-box', 'path.box']],
  ['/simple/w,1?both=1', {}, ['query.both']],
  ['/simple/w,1?both=6', {}, ['query.both']],
  ['/simple/w,1?flat=name', {}, ['query.flat']],
  ['/simple/w,1?maybe=null', {}, ['query.maybe']],
  ['/simple/w,1?maybe=', {}, ['query.maybe']],
  ['/flags?price=0.071&grid=1,x|3', {}, ['query.price', 'query.grid.0.1']],
])('%s is refused for every value that does not fit', async (path, send: Record<string, string>, fields) => {
  const { status, body } = await ask(server, path, { send });
  const { details } = (body as { error: { details: { field: string }[] } }).error;
  expect([status, details.map(({ field }) => field).sort()]).toEqual([400, [...fields].sort()]);
  expect(server.invocations).toEqual([]);
});
