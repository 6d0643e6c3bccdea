import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { FIXED_RULES } from '@plumbline/diff/rules';
import { rulesAsMarkdown } from '@plumbline/diff/rules/document';
import { SCHEMA_RULES } from '@plumbline/diff/rules/schema-rules';

test('docs/CHANGES.md lists the rules as they are; `npm run diff -- --rules` writes it', () => {
  const page = readFileSync(new URL('../../../../../docs/CHANGES.md', import.meta.url), 'utf8');
  expect(page).toBe(`${rulesAsMarkdown()}\n`);
});

test('no two rules have the same id', () => {
  const ids = [...FIXED_RULES.map(({ id }) => id), ...SCHEMA_RULES.map(({ concern }) => concern)];
  expect(ids).toEqual([...new Set(ids)]);
});
