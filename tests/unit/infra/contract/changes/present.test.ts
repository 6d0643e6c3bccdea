import { expect, test } from '@jest/globals';
import type { Change } from '@plumbline/diff/change';
import { changesAsJson, changesAsMarkdown, changesAsText } from '@plumbline/diff/present';

const CHANGES: readonly Change[] = [
  { rule: 'webhook-added', level: 'info', message: 'Webhook a is new.', revision: { pointer: '/webhooks/a' } },
  { rule: 'endpoint-deprecated', level: 'info', operation: 'GET /a', message: 'It is deprecated.' },
  {
    rule: 'request-parameter-became-required',
    level: 'breaking',
    operation: 'GET /a',
    message: 'Query parameter q | r became required.',
    base: { pointer: '/paths/~1a/get', place: { file: 'a.yaml', line: 3, column: 5 } },
    revision: { pointer: '/paths/~1a/get', place: { file: 'b.yaml', line: 4, column: 5 } },
  },
];

test('text is by operation, the worst first, with both places and the counts', () => {
  expect(changesAsText(CHANGES)).toBe(
    `The contract as a whole
  info      webhook-added
            Webhook a is new.
            revision  #/webhooks/a

GET /a
  breaking  request-parameter-became-required
            Query parameter q | r became required.
            base      a.yaml:3:5
            revision  b.yaml:4:5
  info      endpoint-deprecated
            It is deprecated.

1 breaking, 0 warning, 2 info`,
  );
});

test('Markdown is a table an operation', () => {
  expect(changesAsMarkdown(CHANGES.slice(2))).toBe(
    `## Contract changes

1 breaking, 0 warning, 0 info

### GET /a

| level | change | rule | base | revision |
|---|---|---|---|---|
| **breaking** | Query parameter q \\| r became required. | \`request-parameter-became-required\` | \`a.yaml:3:5\` | \`b.yaml:4:5\` |`,
  );
});

test('JSON is the changes as they are, with counts', () => {
  expect(JSON.parse(changesAsJson(CHANGES))).toEqual({
    counts: { breaking: 1, warning: 0, info: 2 },
    changes: CHANGES,
  });
});

test('no changes are said to be none', () => {
  expect([changesAsText([]), changesAsMarkdown([])]).toEqual(['No changes.', '## Contract changes\n\nNo changes.']);
});
