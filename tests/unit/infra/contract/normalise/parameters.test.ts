import { expect, test } from '@jest/globals';
import { contractOf } from '../../../support/resources.ts';

const text = { type: 'string' };
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: text });
const choice = { content: { 'application/json': { schema: { type: 'null', oneOf: [text, { type: 'number' }] } } } };
const responses = { 200: { description: 'ok' } };

async function read(paths: object) {
  const { operations, findings } = await contractOf({ paths });
  return {
    operations: operations.map(({ path, parameters }) => [
      path,
      ...parameters.map((each) => `${each.in} ${each.name}`),
    ]),
    findings: findings.map(({ verdict, feature }) => `${verdict} ${feature}`),
  };
}

test.each([
  [
    'a parameter that the path has in its query is one of the query',
    { '/search?q={term}': { get: { parameters: [inPath('term')], responses } } },
    { operations: [['/search?q={term}', 'query q']], findings: ['healed path-parameter-in-query'] },
  ],
  [
    'a query written as a template of its own leaves the path',
    { '/search{?q,limit}': { get: { parameters: [{ name: 'q', in: 'query', schema: text }], responses } } },
    { operations: [['/search', 'query q']], findings: ['healed query-in-path'] },
  ],
  [
    'what has no name, or one that no header can have, is not read',
    {
      '/search': {
        get: {
          parameters: [
            { name: '', in: 'header', schema: text },
            { name: '', in: 'query', schema: text },
            { name: 'a b', in: 'header', schema: text },
            { name: 'a b', in: 'query', schema: text },
          ],
          responses,
        },
      },
    },
    {
      operations: [['/search', 'query a b']],
      findings: [
        'ignored unsendable-header',
        'ignored unsendable-header',
        'ignored unknown-parameter',
        'ignored unknown-parameter',
        'ignored unknown-parameter',
      ],
    },
  ],
  [
    'several media types in one name are several',
    { '/search': { get: { responses: { 200: { description: 'ok', content: { 'text/csv, text/plain': {} } } } } } },
    { operations: [['/search']], findings: ['healed several-media-types'] },
  ],
  [
    'what is null and one of a choice may be either',
    { '/search': { get: { responses: { 200: { description: 'ok', ...choice } } } } },
    { operations: [['/search']], findings: ['healed null-beside-choice'] },
  ],
])('%s', async (_, paths, expected) => {
  const { operations, findings } = await read(paths);
  expect({ operations, findings: findings.filter((each) => !each.includes('operation-id')) }).toEqual(expected);
});
