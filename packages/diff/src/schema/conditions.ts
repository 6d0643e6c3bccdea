import type { Schema, SchemaObject } from '@plumbline/contract/contract';
import { listOf, membersOf } from '@plumbline/contract/json';
import { NOTHING } from '../parts.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { Comparer, Pair, Relation, Walk } from '../walk.ts';
import { areDisjoint } from './disjoint.ts';

/** Keywords that ask more the less their schema accepts. */
const SCHEMAS = ['contains', 'then', 'else', 'propertyNames', 'unevaluatedItems', 'contentSchema'] as const;

/** What became of what a keyword asks; several conditions may each go their own way. */
type Verdict = 'added' | 'removed' | 'changed';

/** `not`, `if`, `contains` and the like: added, removed or changed; one that asks more counts as added. */
export const compareConditions: Comparer = (pair, walk) => {
  const told: Record<Verdict, string[]> = { added: [], removed: [], changed: [] };
  const tell = (keyword: string, ...verdicts: Verdict[]): void => {
    for (const verdict of verdicts) told[verdict].push(keyword);
  };
  for (const keyword of SCHEMAS) tell(keyword, ...schemaVerdicts(pair, walk, keyword, VERDICTS));
  tell('not', ...schemaVerdicts(pair, walk, 'not', TURNED_VERDICTS));
  tell('if', ...schemaVerdicts(pair, walk, 'if', UNKNOWN_VERDICTS));
  tell('minContains', ...numberVerdicts(pair, 'minContains', 1));
  tell('maxContains', ...numberVerdicts(pair, 'maxContains', Number.MAX_SAFE_INTEGER));
  tell('dependentRequired', ...dependentRequiredVerdicts(pair));
  compareDependentSchemas(pair, walk, tell);
  for (const { keyword } of pair.revision.unions.slice(pair.base.unions.length)) tell(keyword, 'added');
  for (const { keyword } of pair.base.unions.slice(pair.revision.unions.length)) tell(keyword, 'removed');
  for (const [verdict, keywords] of Object.entries(told)) {
    const [keyword] = new Set(keywords);
    const named = [...new Set(keywords)].join(', ');
    if (keyword !== undefined) walk.find(pair, `condition-${verdict}`, { from: named, to: named, keyword });
  }
};

const VERDICTS: Readonly<Record<Relation, readonly Verdict[]>> = {
  same: [],
  narrower: ['added'],
  wider: ['removed'],
  other: ['changed'],
};
const TURNED_VERDICTS = { ...VERDICTS, narrower: VERDICTS.wider, wider: VERDICTS.narrower };
const UNKNOWN_VERDICTS = { ...VERDICTS, narrower: VERDICTS.other, wider: VERDICTS.other };

function schemaVerdicts(pair: Pair, walk: Walk, keyword: string, verdicts: typeof VERDICTS): readonly Verdict[] {
  const base = effective(walk.base, pair.base, pair.written.base, keyword);
  const revision = effective(walk.revision, pair.revision, pair.written.revision, keyword);
  if (base.length !== revision.length) return [base.length < revision.length ? 'added' : 'removed'];
  const relations = base.map((one, index) => walk.relation([one], [revision[index] ?? true]));
  // At most so many elements may match: a wider `contains` then refuses some lists and accepts others.
  const isCounted = keyword === 'contains' && [pair.base, pair.revision].some((shape) => hasMost(shape));
  return [...new Set(relations.flatMap((relation) => (isCounted ? UNKNOWN_VERDICTS : verdicts)[relation]))];
}

function hasMost({ parts }: Shape): boolean {
  return parts.some(({ contains, maxContains }) => contains !== undefined && typeof maxContains === 'number');
}

/** The schemas of a condition that can matter: `if` with a consequence, consequences with an `if`, and so on. */
function effective(side: Side, { parts }: Shape, written: readonly Schema[], keyword: string): Schema[] {
  const schemas = parts
    .filter((part) => part !== NOTHING && part[keyword] !== undefined && isEffective(part, keyword))
    .map((part) => part[keyword] as Schema);
  return keyword === 'not' ? schemas.filter((schema) => !areDisjoint(side, written, [schema])) : schemas;
}

function isEffective(part: SchemaObject, keyword: string): boolean {
  if (keyword === 'if') return part.then !== undefined || part.else !== undefined;
  if (keyword === 'then' || keyword === 'else') return part.if !== undefined;
  return keyword !== 'contains' || part.minContains !== 0 || part.maxContains !== undefined;
}

/** Of a part that has `contains`: how many of them, `fallback` if it does not say. */
function numberVerdicts({ base, revision }: Pair, keyword: 'minContains' | 'maxContains', fallback: number): Verdict[] {
  const count = ({ parts }: Shape): number[] =>
    parts
      .filter((part) => part.contains !== undefined && isEffective(part, 'contains'))
      .map((part) => (typeof part[keyword] === 'number' ? part[keyword] : fallback));
  const [before, after] = [count(base), count(revision)];
  // One that came or went with its `contains` has been told about.
  if (before.length !== after.length) return [];
  const isUpper = keyword === 'maxContains';
  return before.flatMap((one, index): Verdict[] => {
    const other = after[index] ?? fallback;
    return one === other ? [] : [other > one === isUpper ? 'removed' : 'added'];
  });
}

function dependentRequiredVerdicts({ base, revision }: Pair): Verdict[] {
  const [before, after] = [dependenciesOf(base), dependenciesOf(revision)];
  return [
    ...(isBeyond(after, before, base) ? (['added'] as const) : []),
    ...(isBeyond(before, after, revision) ? (['removed'] as const) : []),
  ];
}

type Dependencies = ReadonlyMap<string, unknown>;

/** True when a dependency is new to the other side, which did not require the property in any case. */
function isBeyond(dependencies: Dependencies, known: Dependencies, { required }: Shape): boolean {
  return [...dependencies].some(([key, needed]) => !known.has(key) && !required.has(String(needed)));
}

/** Each "who sends this must send that" on its own, with what must be sent. */
function dependenciesOf(shape: Shape): Dependencies {
  return new Map(
    valuesOf(shape, 'dependentRequired').flatMap((map) =>
      Object.entries(membersOf(map)).flatMap(([name, needed]) =>
        listOf(needed).map((each): [string, unknown] => [JSON.stringify([name, each]), each]),
      ),
    ),
  );
}

function compareDependentSchemas(
  { base, revision }: Pair,
  walk: Walk,
  tell: (keyword: string, ...verdicts: Verdict[]) => void,
): void {
  const [before, after] = [dependentSchemasOf(base), dependentSchemasOf(revision)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(name), after.get(name)];
    if (one && other) tell('dependentSchemas', ...VERDICTS[walk.relation(one, other)]);
    else tell('dependentSchemas', one ? 'removed' : 'added');
  }
}

function dependentSchemasOf(shape: Shape): Map<string, Schema[]> {
  const all = new Map<string, Schema[]>();
  for (const map of valuesOf(shape, 'dependentSchemas')) {
    for (const [name, schema] of Object.entries(membersOf(map))) {
      all.set(name, [...(all.get(name) ?? []), schema as Schema]);
    }
  }
  return all;
}

function valuesOf({ parts }: Shape, keyword: string): unknown[] {
  return parts.flatMap((part) => (part !== NOTHING && part[keyword] !== undefined ? [part[keyword]] : []));
}
