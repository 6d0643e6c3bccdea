import { describe, expect, test } from '@jest/globals';
import { KNOWN_FORMATS } from '@plumbline/contract/views/keywords';
import { HEALED, IGNORED, NOTED } from '@plumbline/contract/loading-findings';
import { EXTENSIONS } from '@plumbline/contract/support/extensions';
import { FEATURES } from '@plumbline/contract/support/features';
import { PROMISES, PURPOSES } from '@plumbline/contract/support/values';
import { RESOURCE_ROWS } from '../../../../../src/infra/resources/infer/findings.ts';
import { prove, type RowCase } from './rows/kit.ts';
import { LOADING } from './rows/loading.ts';
import { MESSAGES } from './rows/messages.ts';
import { RESOURCES } from './rows/resources.ts';
import { FORMAT_CASES, SCHEMAS } from './rows/schemas.ts';
import { EXAMPLES, SECURITY } from './rows/security.ts';

const CASES: readonly RowCase[] = [
  ...SCHEMAS,
  ...FORMAT_CASES,
  ...MESSAGES,
  ...SECURITY,
  ...EXAMPLES,
  ...LOADING,
  ...RESOURCES,
];

/** Every row that can be printed, from the tables that it is printed from. */
function printable(): string[] {
  const members = Object.entries(FEATURES).flatMap(([kind, treatments]) =>
    Object.entries(treatments).map(
      ([name, { verdict }]) => `${verdict} ${kind === 'schema' ? 'keyword' : kind}:${name}`,
    ),
  );
  const extensions = Object.values(EXTENSIONS).flatMap((each) =>
    Object.entries(each).map(([name, { verdict }]) => `${verdict} extension:${name}`),
  );
  const formats = [...KNOWN_FORMATS, ...Object.keys(PURPOSES)].map(
    (name) => `${PURPOSES[name]?.verdict ?? 'enforced'} format:${name}`,
  );
  return [
    ...members,
    ...extensions,
    ...formats,
    ...Object.keys(PROMISES).map((name) => `ignored header:${name}`),
    ...HEALED.map((name) => `healed ${name}`),
    ...IGNORED.map((name) => `ignored ${name}`),
    ...NOTED.map((name) => `enforced ${name}`),
    ...RESOURCE_ROWS,
  ];
}

/** What no single server shows: the gate (tests/unit/scripts/gate) and a second start (evolution.test.ts) do. */
const ELSEWHERE = ['x-backlog-id', 'x-waive', 'x-plumbline-id'].map((name) => `enforced extension:${name}`);

test('every row that the support report can print has a case', () => {
  const proven = new Set([...CASES.flatMap(({ rows }) => rows), ...ELSEWHERE]);
  expect([...new Set(printable())].filter((row) => !proven.has(row))).toEqual([]);
});

describe('a row of the support report is what the server does', () => {
  test.each(CASES.map((each) => [each.rows.slice(0, 8).join(', '), each] as const))('%s', async (_rows, each) => {
    await prove(each);
  });
});
