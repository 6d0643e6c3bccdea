import type { Comparer } from '../walk.ts';

/** Items, items by position, and whether equal ones are allowed. */
export const compareArrays: Comparer = (pair, walk) => {
  const { base, revision, path } = pair;
  if (!base.types.has('array') || !revision.types.has('array')) return;
  if (base.uniqueItems !== revision.uniqueItems) {
    walk.find(pair, revision.uniqueItems ? 'unique-items-added' : 'unique-items-removed', { keyword: 'uniqueItems' });
  }
  const longest = Math.max(base.prefixItems.length, revision.prefixItems.length);
  // Elements that only one of the two can have are told by `maxItems`.
  const most = Math.min(...[base, revision].map(({ bounds }) => bounds.get('max-items')?.value ?? Infinity));
  for (let index = 0; index < Math.min(longest, most); index += 1) {
    const one = base.prefixItems[index] ?? base.items;
    walk.descend(one, revision.prefixItems[index] ?? revision.items, `${path}[${index}]`);
  }
  if (most > longest) walk.descend(base.items, revision.items, `${path}[]`);
};
