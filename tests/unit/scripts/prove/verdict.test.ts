import { expect, test } from '@jest/globals';
import { contradictions, type Received } from '../../../../scripts/prove/verdict.ts';
import { loadContract } from '@plumbline/contract/load';

const contract = await loadContract('scripts/gate/mutations/workshop.yaml');
const read = contract.operations.find(({ id }) => id === 'getTool');

const TOOL = {
  id: '019aa1b2-7c00-7000-8000-000000000001',
  name: 'Saw',
  kind: 'saw',
  weight: 3,
  createdAt: '2026-01-01T10:00:00Z',
};

function rules(status: number, json: unknown, headers: Record<string, string> = { etag: '"1"' }): string[] {
  if (!read) throw new Error('There is no getTool.');
  const received: Received = {
    status,
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    text: JSON.stringify(json),
    json,
    milliseconds: 1,
  };
  return contradictions(contract, read, received).map(({ rule }) => rule);
}

test.each([
  ['what the contract says', 200, TOOL, []],
  ['a failure of the server', 500, {}, ['no-5xx']],
  ['a status that is not declared', 202, TOOL, ['declared-status']],
  ['a missing member', 200, { ...TOOL, kind: undefined }, ['declared-body']],
  ['a member that is not allowed', 200, { ...TOOL, internal: 1 }, ['declared-body']],
  ['a writeOnly member', 200, { ...TOOL, pin: '1234' }, ['undeclared-member']],
  ['a refusal that HTTP itself gives', 405, { code: 'X' }, []],
])('%s', (_, status, body, expected) => {
  expect(rules(status, JSON.parse(JSON.stringify(body)))).toEqual(expected);
});

test('a required header that is missing, and another media type, are told', () => {
  expect(rules(200, TOOL, {})).toEqual(['declared-headers']);
  expect(rules(200, TOOL, { etag: '"1"', 'content-type': 'text/plain' })).toEqual(['declared-media-type']);
});
