import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Photos, version: 1.0.0 }
paths:
  /photos:
    post:
      operationId: upload
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { photo: { type: string, format: binary }, paper: { type: string, format: binary } } }
            encoding: { photo: { contentType: 'image/png, image/jpeg' } }
      responses: { '200': { description: ok } }
  /albums:
    post:
      operationId: makeAlbum
      requestBody:
        content:
          multipart/form-data:
            schema:
              allOf:
                - type: object
                  properties:
                    about: { $ref: '#/components/schemas/About' }
                    any: {}
                    words: { type: array, items: { $ref: '#/components/schemas/About' } }
                    pages: { type: integer }
                    made: { type: string, readOnly: true }
                    raw: { type: string, format: binary }
                - type: object
                  properties:
                    photos: { type: array, minItems: 2, maxItems: 3, items: { type: string, format: binary, minLength: 1, maxLength: 4 } }
                    cover: { allOf: [{ type: string, format: binary }, { maxLength: 3 }] }
            encoding: { any: { contentType: application/json }, raw: { contentType: application/json } }
      responses: { '200': { description: ok } }
  /covers:
    put:
      operationId: putCover
      requestBody:
        content:
          image/png: { schema: { type: string, format: binary, minLength: 2, maxLength: 4 } }
          application/pdf: {}
      responses: { '200': { description: ok } }
components:
  schemas:
    About: { type: object, required: [title], properties: { title: { type: string } } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());

test.each([
  ['photo', 'image/jpeg', 200],
  ['photo', 'text/plain', 415],
  ['paper', 'text/plain', 200],
])('a file in %s that is %s is answered %i', async (field, type, status) => {
  server.invocations.length = 0;
  const body = new FormData();
  body.set(field, new Blob(['x'], { type }), 'x');
  expect((await ask(server, '/photos', { method: 'POST', body })).status).toBe(status);
  expect(server.invocations.length).toBe(status === 200 ? 1 : 0);
});

type Part = [name: string, text: string, type: string, filename?: string];

async function send(parts: Part[]): Promise<{ status: number; fields: unknown; body: unknown }> {
  server.invocations.length = 0;
  const text = parts.map(([name, content, type, filename = 'blob']) => {
    const typeLine = type === '' ? '' : `Content-Type: ${type}\r\n`;
    const file = filename === '' ? '' : `; filename="${filename}"`;
    return `--part\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${typeLine}\r\n${content}\r\n`;
  });
  const answer = await ask(server, '/albums', {
    method: 'POST',
    body: new Blob([`${text.join('')}--part--\r\n`], { type: 'multipart/form-data; boundary=part' }),
  });
  const { error } = answer.body as { error?: { details?: { field: string }[] } };
  const details = error?.details ?? [];
  return { status: answer.status, fields: details.map(({ field }) => field), body: server.invocations[0]?.body };
}

describe('a part that the contract declares as JSON', () => {
  test.each<[string, Part[], unknown]>([
    ['an object', [['about', '{"title":"a"}', 'application/json']], { about: { title: 'a' } }],
    [
      'an object of a derived type',
      [['about', '{"title":"a"}', 'application/json; charset=utf-8', 'a.json']],
      { about: { title: 'a' } },
    ],
    ['an object without a type', [['about', '{"title":"a"}', '']], { about: { title: 'a' } }],
    [
      'an object that a browser calls bytes',
      [['about', '{"title":"a"}', 'application/octet-stream']],
      { about: { title: 'a' } },
    ],
    ['an object without a file name', [['about', '{"title":"a"}', 'application/json', '']], { about: { title: 'a' } }],
    ['any value, by its encoding', [['any', '{"x":[1]}', 'application/json']], { any: { x: [1] } }],
    ['one object of a list', [['words', '{"title":"a"}', 'application/json']], { words: [{ title: 'a' }] }],
    [
      'several objects of a list',
      [
        ['words', '{"title":"a"}', 'application/json'],
        ['words', '{"title":"b"}', 'application/json'],
      ],
      { words: [{ title: 'a' }, { title: 'b' }] },
    ],
    ['a whole list', [['words', '[{"title":"a"}]', 'application/json']], { words: [{ title: 'a' }] }],
    ['a number', [['pages', '7', 'text/plain']], { pages: 7 }],
    [
      'several objects, with and without a file name',
      [
        ['words', '{"title":"a"}', 'application/json', ''],
        ['words', '{"title":"b"}', 'application/json'],
      ],
      { words: [{ title: 'a' }, { title: 'b' }] },
    ],
    [
      'nothing where only the server sets it',
      [
        ['pages', '7', ''],
        ['made', 'today', '', ''],
      ],
      { pages: 7 },
    ],
  ])('is read as %s', async (_what, parts, body) => {
    expect(await send(parts)).toEqual({ status: 200, fields: [], body });
  });

  test.each<[string, Part[], number, string[]]>([
    ['does not fit', [['about', '{}', 'application/json']], 400, ['body.about.title']],
    ['is not JSON', [['about', '{', 'application/json']], 400, ['body.about']],
    [
      'is sent twice',
      [
        ['about', '{"title":"a"}', 'application/json'],
        ['about', '{"title":"a"}', 'application/json'],
      ],
      400,
      ['body.about'],
    ],
    [
      'is a file with text of the same name before it',
      [
        ['raw', 'text', '', ''],
        ['raw', '{}', 'application/json'],
      ],
      400,
      ['body.raw'],
    ],
    [
      'is a file with text of the same name after it',
      [
        ['raw', '{}', 'application/json'],
        ['raw', 'text', '', ''],
      ],
      400,
      ['body.raw'],
    ],
    ['is an image', [['about', '{"title":"a"}', 'image/png']], 415, []],
  ])('is rejected where it %s', async (_what, parts, status, fields) => {
    expect(await send(parts)).toEqual({ status, fields, body: undefined });
  });

  test('stays a file where its schema is binary', async () => {
    const file = { filename: 'blob', mediaType: 'application/json', content: Buffer.from('{}') };
    expect(await send([['raw', '{}', 'application/json']])).toEqual({ status: 200, fields: [], body: { raw: file } });
  });
});

describe('a list of files', () => {
  const files = (...texts: string[]): Part[] => texts.map((text) => ['photos', text, 'image/png']);

  test('reaches the handler as a list', async () => {
    const { body } = await send(files('a', 'b'));
    expect(body).toMatchObject({ photos: [{ content: Buffer.from('a') }, { content: Buffer.from('b') }] });
  });

  test.each([
    [1, 400],
    [2, 200],
    [3, 200],
    [4, 400],
  ])('with %i files is answered %i', async (count, status) => {
    const fields = status === 200 ? [] : ['body.photos'];
    expect(await send(files(...Array<string>(count).fill('x')))).toMatchObject({ status, fields });
  });

  test('names the file whose size is not allowed', async () => {
    expect(await send(files('ok', 'large'))).toMatchObject({ status: 400, fields: ['body.photos.1'] });
    expect(await send(files('', 'ok'))).toMatchObject({ status: 400, fields: ['body.photos.0'] });
  });
});

test.each([
  ['abc', 200],
  ['abcd', 400],
])('a file of the bytes %s is answered %i where maxLength is 3', async (text, status) => {
  expect(await send([['cover', text, 'image/png']])).toMatchObject({
    status,
    fields: status === 200 ? [] : ['body.cover'],
  });
});

test.each([
  ['image/png', 'a', 400],
  ['image/png', 'abcd', 200],
  ['image/png', 'abcde', 400],
  ['application/pdf', 'abcde', 200],
])('a body of %s with the bytes %s is answered %i', async (type, body, status) => {
  expect((await ask(server, '/covers', { method: 'PUT', body: new Blob([body], { type }) })).status).toBe(status);
});
