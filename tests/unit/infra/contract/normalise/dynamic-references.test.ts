import { describe, expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import { loadDocument } from '../fixture.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const shared = {
  Page: {
    $defs: { item: { $dynamicAnchor: 'item', not: {} } },
    type: 'object',
    properties: { items: { type: 'array', items: { $dynamicRef: '#item' } }, next: ref('Page') },
  },
  Texts: { ...ref('Page'), $defs: { item: { $dynamicAnchor: 'item', type: 'string' } } },
  Numbers: { allOf: [ref('Page')], $defs: { item: { $dynamicAnchor: 'item', type: 'integer' } } },
  Tree: {
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { leaves: { type: 'array', items: { $dynamicRef: '#node' } } },
  },
  ClosedTree: { $dynamicAnchor: 'node', ...ref('Tree'), properties: { leaves: true }, additionalProperties: false },
  Lost: { type: 'object', properties: { a: { $dynamicRef: '#nowhere' } } },
};

describe('$dynamicRef', () => {
  test.each<[string, unknown, number]>([
    ['Texts', { items: ['a'] }, 0],
    ['Texts', { items: [1] }, 1],
    ['Texts', { next: { items: [1] } }, 1],
    ['Numbers', { items: [1], next: { items: [2] } }, 0],
    ['Numbers', { items: ['a'] }, 1],
    ['Page', { items: [1] }, 1],
    ['Tree', { leaves: [{ more: 1, leaves: [] }] }, 0],
    ['Tree', { leaves: [1] }, 1],
    ['ClosedTree', { leaves: [{ leaves: [] }] }, 0],
    ['ClosedTree', { leaves: [{ leaves: [{ more: 1 }] }] }, 1],
  ])('of %s is checked in %j', async (name, value, count) => {
    const contract = await loadDocument({ components: { schemas: shared } });
    expect(violations(contract, ref(name), value, 'request')).toHaveLength(count);
  });

  test('that leads nowhere allows anything and is reported', async () => {
    const contract = await loadDocument({ components: { schemas: shared } });
    expect(violations(contract, ref('Lost'), { a: 1 }, 'request')).toEqual([]);
    expect(contract.findings).toContainEqual(
      expect.objectContaining({
        verdict: 'ignored',
        feature: 'keyword:$dynamicRef',
        pointer: '/components/schemas/Lost/properties/a/$dynamicRef',
      }),
    );
  });
});
