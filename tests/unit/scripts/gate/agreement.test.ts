import { expect, test } from '@jest/globals';
import { disagreements } from '../../../../scripts/gate/stages/agreement.ts';
import type { Change } from '@plumbline/diff/change';
import { loadDocument } from '../../infra/contract/fixture.ts';

const ok = { responses: { 200: { description: 'Here.' } } };
const base = await loadDocument({
  info: { title: 'Sheds', version: '1' },
  paths: {
    '/tools': { get: { operationId: 'listTools', ...ok } },
    '/login': {
      get: { operationId: 'login', responses: { 200: { description: 'In.' }, 401: { description: 'No.' } } },
    },
  },
});

const change = (rule: string, level: Change['level'], operation?: string): Change => ({
  ...{ rule, level, message: '' },
  ...(operation !== undefined && { operation }),
});
const sent = (operation: string, status: number) => ({
  ...{ operation, status, check: 'valid', method: 'GET', target: `/${operation}`, milliseconds: 1, problems: 0 },
});
const refused = { rule: 'valid-accepted', operation: 'listTools', problem: 'a valid request was answered 400' };
const listing = 'GET /tools';

const error = ['error replay/valid-accepted listTools'];
test.each([
  ['what breaks is not said', [], [sent('listTools', 400)], [refused], error],
  ['it is said', [change('request-parameter-max-set', 'breaking', listing)], [sent('listTools', 400)], [refused], []],
  ['it is only warned of', [change('request-parameter-removed', 'warning', listing)], [], [refused], error],
  [
    'it is both warned of and said',
    [change('request-parameter-removed', 'warning', listing), change('request-parameter-max-set', 'breaking', listing)],
    [],
    [refused],
    [],
  ],
  ['a prefix is gone that all have', [change('api-base-path-removed', 'breaking')], [], [refused], []],
  ['only a webhook is gone', [change('webhook-removed', 'breaking')], [], [refused], error],
  ['only the name changed', [change('api-operation-id-changed', 'warning', listing)], [], [refused], error],
  ['only what is good news is said', [change('new-optional-request-parameter', 'info', listing)], [], [refused], error],
  ['clients are locked out', [], [sent('listTools', 401)], [], error],
  ['a refusal was always due', [], [sent('login', 401)], [], []],
  ['a fault is taken now', [], [sent('listTools', 200)], [{ ...refused, rule: 'invalid-refused' }], []],
  [
    'what is said to break is not met',
    [change('request-parameter-enum-value-removed', 'breaking', listing)],
    [sent('listTools', 200)],
    [],
    ['note replay/not-met listTools'],
  ],
])('when %s, the verdict tells of what disagrees', (_, changes, exchanges, failures, expected) => {
  const { problems } = disagreements({ name: 'v1', base, changes, exchanges, failures });
  expect(problems.map(({ level, rule, operation }) => `${level} ${rule} ${operation ?? ''}`)).toEqual(expected);
});
