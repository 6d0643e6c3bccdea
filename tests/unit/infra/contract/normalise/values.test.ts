import { expect, test } from '@jest/globals';
import type { SchemaObject } from '@plumbline/contract/contract';
import { loadDocument } from '../fixture.ts';

async function healed(schema: object): Promise<{ schema: unknown; features: string[] }> {
  const { document, findings } = await loadDocument({ components: { schemas: { Value: schema } } });
  const features = findings.flatMap(({ verdict, feature }) => (verdict === 'healed' ? [feature] : []));
  return { schema: document.components?.schemas?.['Value'] as SchemaObject, features };
}

test.each<[object]>([
  [{ type: 'string', format: 'email', default: '' }],
  [{ type: 'string', format: 'uuid', default: 'none' }],
  [{ type: 'string', minLength: 1, default: '' }],
  [{ type: 'string', maxLength: 2, default: 'abc' }],
  [{ type: 'string', pattern: '^a', default: 'b' }],
  [{ type: 'integer', minimum: 1, default: 0 }],
  [{ type: 'integer', maximum: 1, default: 2 }],
  [{ type: 'number', exclusiveMinimum: 1, default: 1 }],
  [{ type: 'number', exclusiveMaximum: 1, default: 1 }],
])('a default that its own schema does not take is dropped: %j', async (schema) => {
  const rest = Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== 'default'));
  expect(await healed(schema)).toEqual({ schema: rest, features: ['contradicting-default'] });
});

test.each<[object]>([
  [{ type: 'string', format: 'email', default: 'a@b.co' }],
  [{ type: 'string', format: 'of-our-own', default: '' }],
  [{ type: 'string', maxLength: 1, default: '😀' }],
  [{ type: 'integer', minimum: 1, maximum: 9, default: 9 }],
  [{ type: ['string', 'null'], minLength: 3, default: null }],
])('a default that its schema takes stays: %j', async (schema) => {
  expect(await healed(schema)).toEqual({ schema, features: [] });
});

test('values of another type than the one beside them hold, where none is of it', async () => {
  const values = ['0 (Unknown)', '1 (Banned)'];
  expect(await healed({ type: 'integer', enum: values })).toEqual({
    schema: { enum: values },
    features: ['enum-of-no-type'],
  });
  const some = { type: 'integer', enum: [0, '1 (Banned)'] };
  expect(await healed(some)).toEqual({ schema: some, features: [] });
});

test('a default is held against the pattern as it was mended, and never holds up the start', async () => {
  const text = (pattern: string, value: string) => ({ type: 'string', pattern, default: value });
  const { document, findings } = await loadDocument({
    components: {
      schemas: {
        Escaped: text('^[\\w\\_]+$', 'x'),
        Broken: text('^[a', 'x'),
        Endless: text('^(a+)+$', `${'a'.repeat(50)}!`),
      },
    },
  });
  expect(document.components?.schemas).toEqual({
    Escaped: { type: 'string', pattern: '^[\\w_]+$', default: 'x' },
    Broken: { type: 'string', default: 'x' },
    Endless: { type: 'string', pattern: '^(a+)+$' },
  });
  expect(findings.map(({ feature }) => feature)).toEqual([
    'invalid-pattern',
    'unusable-pattern',
    'contradicting-default',
  ]);
});
