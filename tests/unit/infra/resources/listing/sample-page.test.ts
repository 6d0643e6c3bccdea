import { expect, test } from '@jest/globals';
import type { PageRequest } from '../../../../../src/infra/resources/listing/page.ts';
import { samplePage } from '../../../../../src/infra/resources/listing/sample-page.ts';

const all = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

function shown(page: Partial<PageRequest>, items = all, identity: string | undefined = 'id') {
  const { nextCursor, previousCursor, ...rest } = samplePage(
    items,
    { limit: 2, offset: 0, page: 1, ...page },
    identity,
  );
  return { ...rest, next: nextCursor?.(), previous: previousCursor?.() };
}

test.each<[string, Partial<PageRequest>, object]>([
  ['the first page', {}, { items: [{ id: 'a' }, { id: 'b' }], hasNext: true, hasPrevious: false, next: 'b' }],
  ['an offset', { offset: 2 }, { items: [{ id: 'c' }], hasNext: false, hasPrevious: true }],
  ['an offset beyond the end', { offset: 9 }, { items: [], hasNext: false, hasPrevious: true }],
  ['after a cursor', { after: 'b' }, { items: [{ id: 'c' }], hasNext: false, hasPrevious: true, previous: 'c' }],
  ['before a cursor', { before: 'c' }, { items: [{ id: 'a' }, { id: 'b' }], hasNext: true, hasPrevious: false }],
  ['after a cursor that no sample has', { after: 'z' }, { items: [], hasNext: false }],
])('%s', (_, page, expected) => {
  expect(shown(page)).toMatchObject(expected);
});

test('samples without an identifier are found by their place', () => {
  expect(shown({ after: '1' }, all, 'name')).toMatchObject({ items: [{ id: 'c' }], hasNext: false });
});
