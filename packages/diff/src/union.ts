import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { canonical } from './json-value.ts';
import { isNull, isRelaxed, LEADING, onlyBranch, partsOf } from './parts.ts';
import { expandedTypes } from './types.ts';

/** `oneOf` or `anyOf` of two or more branches, null taken out. */
export interface Union {
  keyword: 'oneOf' | 'anyOf';
  branches: readonly Schema[];
  nullable: boolean;
  /** The schema object that has it, with its discriminator if there is one. */
  owner: SchemaObject;
  /** A union of nothing but listed values is an enum; it is compared as one. */
  values?: readonly unknown[];
  /** A union of nothing but types is a list of types, compared as one too; `number` are fractions only (types.ts). */
  types?: readonly string[];
}

type Document = Pick<Contract, 'document'>;

/** The unions of one schema object (a part, see parts.ts); a single branch is no union, and opened there. */
export function unionsOf(contract: Document, part: SchemaObject): Union[] {
  return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
    const written = part[keyword];
    if (!Array.isArray(written) || written.length === 0 || onlyBranch(contract, written)) return [];
    const branches = written.filter((branch) => !isNull(contract, branch));
    const nullable = isRelaxed(part) || branches.length < written.length;
    const union: Union = { keyword, branches, nullable, owner: part };
    const values = branches.map((branch) => listedValues(contract, branch));
    const types = branches.map((branch) => listedTypes(contract, branch));
    const alsoNull = <T>(list: T[], nothing: T): T[] => (nullable ? [...list, nothing] : list);
    const isExclusive = keyword === 'oneOf';
    if (values.every((list) => list !== undefined)) {
      return [{ ...union, values: alsoNull(joined(values, isExclusive), null) }];
    }
    if (types.every((list) => list !== undefined)) {
      return [{ ...union, types: alsoNull(joined(types, isExclusive), 'null') }];
    }
    return [union];
  });
}

/** What any of the lists has; of exclusive ones, what exactly one of them has. */
function joined<T>(lists: readonly (readonly T[])[], isExclusive: boolean): T[] {
  if (!isExclusive) return lists.flat();
  const keys = lists.map((list) => new Set(list.map(canonical)));
  return lists.flatMap((list) =>
    list.filter((value) => keys.filter((each) => each.has(canonical(value))).length === 1),
  );
}

/** The union that is all there is to a schema; none where it asks something else, or has a discriminator. */
export function soleUnion(contract: Document, schema: Schema): Pick<Union, 'keyword' | 'branches'> | undefined {
  const [part, ...others] = partsOf(contract, [schema]).filter((each) => asks(contract, each).length > 0);
  if (!part || others.length > 0 || isRelaxed(part)) return undefined;
  const [keyword, ...more] = asks(contract, part);
  if (more.length > 0 || (keyword !== 'oneOf' && keyword !== 'anyOf')) return undefined;
  return { keyword, branches: part[keyword] ?? [] };
}

/** The values of a branch that is an enum, a const or a union of these and nothing else, but perhaps for its type. */
function listedValues(
  contract: Document,
  branch: Schema,
  within: readonly Schema[] = [],
): readonly unknown[] | undefined {
  const parts = partsOf(contract, [branch]);
  const asked = parts.flatMap((part) => asks(contract, part)).filter((keyword) => keyword !== 'type');
  if (asked.length !== 1) return undefined;
  const [part] = parts.filter((each) => 'const' in each || Array.isArray(each.enum));
  if (part) return 'const' in part ? [part.const] : part.enum;
  return joinedBranches(contract, branch, within, listedValues);
}

/** The types of a branch that has a type, or is a union of types, and nothing else. */
function listedTypes(
  contract: Document,
  branch: Schema,
  within: readonly Schema[] = [],
): readonly string[] | undefined {
  const parts = partsOf(contract, [branch]);
  if (parts.flatMap((part) => asks(contract, part)).join() !== 'type') {
    return joinedBranches(contract, branch, within, listedTypes);
  }
  return [...expandedTypes(parts.flatMap(({ type }) => type ?? []))];
}

type Listing<T> = (contract: Document, branch: Schema, within: readonly Schema[]) => readonly T[] | undefined;

/** What the branches of a union within a union list; none where one of them lists nothing, or holds itself. */
function joinedBranches<T>(
  contract: Document,
  branch: Schema,
  within: readonly Schema[],
  list: Listing<T>,
): readonly T[] | undefined {
  const inner = within.includes(branch) ? undefined : soleUnion(contract, branch);
  const lists = inner?.branches.map((each) => list(contract, each, [...within, branch]));
  if (!inner || !lists?.every((each) => each !== undefined)) return undefined;
  return joined(lists, inner.keyword === 'oneOf');
}

/** Keywords that say nothing about what is accepted. */
const REMARKS = new Set([
  ...['title', 'example', 'examples', 'externalDocs', '$comment', 'deprecated', 'readOnly', 'writeOnly'],
  ...LEADING,
]);

/** Keywords of a part by which it asks something of a value, those that ask nothing by their value left out. */
function asks(contract: Document, part: SchemaObject): string[] {
  return Object.keys(part).filter((keyword) => {
    const value = part[keyword];
    if (REMARKS.has(keyword) || keyword.startsWith('x-')) return false;
    if (keyword === 'uniqueItems') return value === true;
    if (/^min(Length|Items|Properties)$/u.test(keyword)) return value !== 0;
    return !(keyword === 'anyOf' || keyword === 'oneOf') || !onlyBranch(contract, value as Schema[]);
  });
}
