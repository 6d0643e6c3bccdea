import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withArrangement } from '../../../../scripts/prove/arrange.ts';
import { emptied, forged } from '../../../../scripts/prove/credentials.ts';
import { encodeRequest, signed } from '../../../../scripts/prove/request.ts';
import { sampleValues } from '../../../../scripts/prove/sample-values.ts';
import { powerlessCredentials, standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import { readKnownCredentials } from '../../../../src/infra/auth/credentials-file.ts';
import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';

const secured = (id: string, security: string) => `
  /${id}: { get: { operationId: ${id}, security: ${security}, responses: { '204': { description: ok } } } }`;
const CONTRACT = `
openapi: 3.1.0
info: { title: Kinds of callers, version: 1.0.0 }
paths:${[
  secured('open', '[]'),
  secured('token', '[{ oauth: [read] }]'),
  secured('either', '[{ oauth: [read] }, { key: [] }]'),
  secured('both', '[{ basic: [], queryKey: [] }]'),
  secured('shared', '[{ oauth: [read] }, { bearer: [] }]'),
  secured('certificate', '[{ certificate: [] }]'),
].join('')}
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { read: Read } } } }
    bearer: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
    key: { type: apiKey, in: header, name: X-Key }
    queryKey: { type: apiKey, in: query, name: api_key }
    certificate: { type: mutualTLS }
`;

let folder: string;
let contract: Contract;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-supplies-'));
  const file = join(folder, 'api.yaml');
  await writeFile(file, CONTRACT);
  contract = await loadContract(file);
});
afterAll(() => rm(folder, { recursive: true }));

function operation(id: string): ContractOperation {
  const found = contract.operations.find((each) => each.id === id);
  if (!found) throw new Error(`No operation ${id}`);
  return found;
}

async function matrixOf(id: string): Promise<Record<string, number>> {
  const intruders = await standIns(contract, { 'expired token': 'x.y.z' }).intruders(operation(id));
  return Object.fromEntries(intruders.map(({ name, due }) => [name, due]));
}

describe('whom an operation has to refuse', () => {
  test('nobody, where it asks for no credential', async () => {
    expect(await matrixOf('open')).toEqual({});
  });

  test('whoever shows nothing good, and whoever has no scope', async () => {
    expect(await matrixOf('token')).toEqual({
      none: 401,
      'unknown kind': 401,
      empty: 401,
      wrong: 401,
      'no scope': 403,
      'expired token': 401,
    });
  });

  test('by each alternative; scopes only where there are some', async () => {
    expect(await matrixOf('either')).toEqual({
      none: 401,
      'unknown kind': 401,
      'empty oauth': 401,
      'wrong oauth': 401,
      'empty key': 401,
      'wrong key': 401,
      'no scope oauth': 403,
      'expired token': 401,
    });
  });

  test('nobody for lack of a scope where the same token opens another alternative without one', async () => {
    expect(Object.values(await matrixOf('shared'))).not.toContain(403);
  });
});

test('the right credential carries every scheme of a requirement, each in its place', () => {
  const { headers, query } = standIns(contract).credentials(operation('both'));
  expect({ headers: Object.keys(headers), query: Object.keys(query) }).toEqual({
    headers: ['authorization'],
    query: ['api_key'],
  });
  expect(standIns(contract).credentials(operation('certificate'))).toEqual({ headers: {}, query: {}, cookies: {} });
});

test('forged and empty credentials keep the places and the form of the right ones', () => {
  const right = { headers: { authorization: 'Basic YTpi', 'x-key': 'k' }, query: { api_key: 'q' }, cookies: {} };
  const secret = Buffer.from('plumbline:made-this-up').toString('base64');
  expect(forged(right)).toEqual({
    headers: { authorization: `Basic ${secret}`, 'x-key': 'plumbline-made-this-up' },
    query: { api_key: 'plumbline-made-this-up' },
    cookies: {},
  });
  expect(emptied(right)).toEqual({
    headers: { authorization: 'Basic', 'x-key': '' },
    query: { api_key: '' },
    cookies: {},
  });
});

test('a request is signed once: whoever was said to send it stays', () => {
  const values = sampleValues(contract, operation('both'), { seed: 1 });
  const right = { headers: { authorization: 'Basic YTpi' }, query: { api_key: 'q' }, cookies: { sid: 'c d' } };
  const request = signed(encodeRequest(contract, operation('both'), values), right);
  expect({ target: request.target, headers: request.headers }).toEqual({
    target: '/both?api_key=q',
    headers: { accept: '*/*', authorization: 'Basic YTpi', cookie: 'sid=c%20d' },
  });
  expect(signed(request, { headers: { authorization: 'Bearer other' }, query: {}, cookies: {} })).toBe(request);
});

test('an arrangement names what is there, and takes the place of what was sampled, adding nothing', () => {
  const values = {
    path: { id: 1 },
    query: {},
    header: {},
    cookie: {},
    body: { code: '1', name: 'n' },
    mediaType: 'a/b',
  };
  expect(withArrangement(values, { path: { id: 2 }, body: { code: '2', recoveryCode: '3' } })).toEqual({
    ...values,
    path: { id: 2 },
    body: { code: '2', name: 'n' },
  });
});

test('what is configured for those who may do nothing is what a credentials file takes', () => {
  const written = JSON.stringify(powerlessCredentials(contract));
  const known = readKnownCredentials(written, 'credentials.json', contract);
  expect([...known.keys()].toSorted()).toEqual(['basic', 'bearer', 'key', 'oauth', 'queryKey']);
  expect([...known.values()].flat().every(({ scopes }) => scopes.length === 0)).toBe(true);
});
