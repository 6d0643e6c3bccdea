import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadContract } from '@plumbline/contract/load';
import { writeContract } from '../fixture.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/pet.yaml') response.end('type: object\nproperties: { id: { $ref: id.json } }\n');
    else if (request.url === '/id.json') response.end('{ "type": "integer" }');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function referencing(target: string): string {
  const schemas = { Pet: { $ref: target } };
  return writeContract(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {},
      webhooks: {},
      components: { schemas },
    }),
  );
}

test('URLs are followed when the network is allowed, relative references from there as well', async () => {
  const { document } = await loadContract(referencing(`${url}/pet.yaml`), { allowNetwork: true });
  expect(document.components?.schemas).toEqual({
    Pet: { type: 'object', properties: { id: { $ref: '#/components/schemas/id' } } },
    id: { type: 'integer' },
  });
});

test('a broken reference that no operation reaches is mended, and says why it is broken', async () => {
  const { document, findings } = await loadContract(referencing(`${url}/none.yaml`), { allowNetwork: true });
  expect(document.components?.schemas).toEqual({ Pet: {} });
  expect(findings.map(({ feature, message }) => [feature, message])).toEqual([
    [
      'broken-reference',
      `The reference ${url}/none.yaml cannot be followed. ${url}/none.yaml answers 404. Check the URL. No operation reaches this one; anything is allowed there.`,
    ],
  ]);
});

describe('the encoding of a file', () => {
  const yaml = 'openapi: 3.1.0\ninfo: { title: Café, version: 1.0.0 }\npaths: {}\n';
  const written = (bytes: Uint8Array): string => {
    const file = writeContract('');
    writeFileSync(file, bytes);
    return file;
  };
  const littleEndian = (text: string) => Buffer.from(text, 'utf16le');
  const bigEndian = (text: string) => littleEndian(text).swap16();

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${yaml}`)],
    ['UTF-16, little end first', littleEndian(`\uFEFF${yaml}`)],
    ['UTF-16, big end first', bigEndian(`\uFEFF${yaml}`)],
    ['UTF-16 without a byte order mark', bigEndian(yaml)],
  ])('may be %s', async (_name, bytes) => {
    expect((await loadContract(written(bytes))).title).toBe('Café');
  });

  test('is refused where it is another, with the line', async () => {
    const file = written(Buffer.from(yaml, 'latin1'));
    await expect(loadContract(file)).rejects.toThrow(`${file}:2:1  This line is not UTF-8.`);
  });
});

test('a file that would take all memory is refused by its size', async () => {
  const file = writeContract('');
  truncateSync(file, 2 ** 26 + 1);
  await expect(loadContract(file)).rejects.toThrow(`${file} is 65 MiB large; up to 64 MiB are read. Split it.`);
});

test('nesting without end is refused as what it is', async () => {
  const file = writeContract(
    `openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\nx-deep: ${'['.repeat(20_000)}`,
  );
  await expect(loadContract(file)).rejects.toThrow('Nested too deeply to be read. Write it flatter.');
});
