import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadContract } from '../../../../../src/infra/contract/load.ts';
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
