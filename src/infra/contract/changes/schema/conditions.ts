import type { Schema } from '../../contract.ts';
import { listOf, membersOf } from '../../json.ts';
import { canonical } from '../json-value.ts';
import { NOTHING } from '../parts.ts';
import type { Shape } from '../shape.ts';
import type { Comparer, Walk } from '../walk.ts';

/** Keywords whose effect on what is accepted is not worked out; only whether they say the same. */
const SCHEMAS = [
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'contentSchema',
] as const;
const MAPS = ['dependentSchemas'] as const;
const DATA = ['dependentRequired', 'minContains', 'maxContains'] as const;

/** `not`, `if`, `contains` and the like: added, removed or changed. */
export const compareConditions: Comparer = (pair, walk) => {
  const added: string[] = [];
  const removed: string[] = [];
  const changed: string[] = [];
  for (const keyword of [...SCHEMAS, ...MAPS, ...DATA]) {
    const base = valuesOf(pair.base, keyword);
    const revision = valuesOf(pair.revision, keyword);
    if (base.length < revision.length) added.push(keyword);
    else if (base.length > revision.length) removed.push(keyword);
    else if (!base.every((value, index) => isSame(walk, keyword, value, revision[index]))) {
      const tighter = isTighter(keyword, base, revision);
      (tighter === undefined ? changed : tighter ? added : removed).push(keyword);
    }
  }
  const [extra] = unionSurplus(pair.revision, pair.base);
  const [missing] = unionSurplus(pair.base, pair.revision);
  if (extra) added.push(extra);
  if (missing) removed.push(missing);
  if (added[0]) walk.find(pair, 'condition-added', { to: added.join(', '), keyword: added[0] });
  if (removed[0]) walk.find(pair, 'condition-removed', { from: removed.join(', '), keyword: removed[0] });
  if (changed[0]) walk.find(pair, 'condition-changed', { to: changed.join(', '), keyword: changed[0] });
};

/** Whether data asks for more than it did, or for less; nothing where it asks for something else. */
function isTighter(keyword: string, [base]: unknown[], [revision]: unknown[]): boolean | undefined {
  if (typeof base === 'number' && typeof revision === 'number') {
    if (keyword === 'minContains') return revision > base;
    return keyword === 'maxContains' ? revision < base : undefined;
  }
  if (keyword !== 'dependentRequired') return undefined;
  const includes = (one: unknown, other: unknown): boolean =>
    Object.entries(membersOf(other)).every(([name, needed]) => {
      const has = new Set(listOf(membersOf(one)[name]));
      return listOf(needed).every((each) => has.has(each));
    });
  if (includes(revision, base)) return true;
  return includes(base, revision) ? false : undefined;
}

function valuesOf({ parts }: Shape, keyword: string): unknown[] {
  return parts.flatMap((part) => (part !== NOTHING && part[keyword] !== undefined ? [part[keyword]] : []));
}

/** Unions that have no partner on the other side limit what the rest of the schema accepts. */
function unionSurplus({ unions }: Shape, { unions: others }: Shape): string[] {
  return unions.slice(others.length).map(({ keyword }) => keyword);
}

function isSame(walk: Walk, keyword: string, base: unknown, revision: unknown): boolean {
  if (SCHEMAS.some((one) => one === keyword)) return walk.isSame([base as Schema], [revision as Schema]);
  if (!MAPS.some((one) => one === keyword)) return canonical(base) === canonical(revision);
  const one = base as Record<string, Schema>;
  const other = revision as Record<string, Schema>;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => walk.isSame([one[name] ?? true], [other[name] ?? true]));
}
