import { expect, test } from '@jest/globals';
import type { Contract, SchemaObject } from '@plumbline/contract/contract';
import { trySample } from '@plumbline/contract/sample/sample';
import { loadDocument } from '../fixture.ts';

const text = { type: 'string' };
const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const shared = {
  Lost: object({ title: { ...text, example: 'Lost' }, detail: text }),
  Gone: object({ title: { ...text, example: 'Gone' }, detail: text }),
  Base: object({ status: { enum: ['open', 'shut'] } }, ['status']),
  Node: object({ next: { $ref: '#/components/schemas/Node' } }),
  Other: object({ next: { $ref: '#/components/schemas/Other' } }),
};
const ref = (name: keyof typeof shared) => ({ $ref: `#/components/schemas/${name}` });

function load(schema: object): Promise<Contract> {
  return loadDocument({ components: { schemas: { ...shared, Choice: schema } } });
}

const healedIn = ({ findings }: Contract): string[] =>
  findings.flatMap(({ feature, pointer }) => (feature === 'overlapping-branches' ? [pointer] : []));

test.each<[string, object[]]>([
  ['two names for the same members', [ref('Lost'), ref('Gone')]],
  [
    'one of two lists, of which neither must be there',
    [object({ weeks: { type: 'array', items: text } }), object({ months: text })],
  ],
  [
    'scalars that differ in what is said of them',
    [
      { ...text, example: 'a' },
      { ...text, description: 'b' },
    ],
  ],
  ['parts that are written out elsewhere', [{ allOf: [ref('Base'), object({ note: text })] }, ref('Base')]],
  [
    'three, each within another',
    [ref('Base'), { allOf: [ref('Base')] }, object({ status: { const: 'open' } }, ['status'])],
  ],
  ['members that hold themselves', [ref('Node'), ref('Other')]],
  [
    'whole numbers, and the same as numbers',
    [{ type: 'integer' }, { type: ['integer', 'number'] }, { type: 'number' }],
  ],
])('a `oneOf` that nothing can satisfy is taken for `anyOf`: %s', async (_, oneOf) => {
  const contract = await load({ oneOf });
  expect(healedIn(contract)).toEqual(['/components/schemas/Choice/oneOf']);
  const choice = contract.document.components?.schemas?.['Choice'] as SchemaObject;
  expect(choice).not.toHaveProperty('oneOf');
  expect(choice.anyOf).toHaveLength(oneOf.length);
  expect(trySample(contract, choice, { seed: 1, view: 'response' }).violations).toEqual([]);
});

test.each<[string, object]>([
  [
    'one branch has more to require',
    { oneOf: [ref('Base'), object({ status: text, code: text }, ['status', 'code'])] },
  ],
  [
    'values of a member',
    { oneOf: [object({ kind: { const: 'a' } }, ['kind']), object({ kind: { const: 'b' } }, ['kind'])] },
  ],
  ['types', { oneOf: [text, { type: 'integer' }] }],
  ['null', { oneOf: [ref('Base'), { type: 'null' }] }],
  ['a format that one of two texts has', { oneOf: [text, { ...text, format: 'uuid' }] }],
  [
    'members that are closed',
    { oneOf: [{ ...object({ a: text }), additionalProperties: false }, object({ b: text })] },
  ],
  ['any members', { oneOf: [{ type: 'object' }, object({ a: text })] }],
  ['a discriminator', { oneOf: [ref('Lost'), ref('Gone')], discriminator: { propertyName: 'title' } }],
  ['choices within, which are not told apart', { oneOf: [{ anyOf: [text] }, { anyOf: [{ type: 'string' }] }] }],
])('a `oneOf` whose branches are told apart stays: by %s', async (_, schema) => {
  const contract = await load(schema);
  expect(healedIn(contract)).toEqual([]);
  expect(contract.document.components?.schemas?.['Choice']).toHaveProperty('oneOf');
});

test('what stands beside it holds as well', async () => {
  const contract = await load({
    oneOf: [ref('Lost'), ref('Gone')],
    anyOf: [{ required: ['title'] }],
    allOf: [ref('Base')],
  });
  expect(contract.document.components?.schemas?.['Choice']).toEqual({
    anyOf: [{ required: ['title'] }],
    allOf: [ref('Base'), { anyOf: [ref('Lost'), ref('Gone')] }],
  });
});
