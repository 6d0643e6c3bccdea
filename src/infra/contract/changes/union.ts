import type { Contract, Schema, SchemaObject } from '../contract.ts';
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
    const all = part.discriminator === undefined ? opened(contract, keyword, written) : written;
    const branches = all.filter((branch) => !isNull(contract, branch));
    const nullable = isRelaxed(part) || branches.length < all.length;
    const union: Union = { keyword, branches, nullable, owner: part };
    const values = branches.map((branch) => listedValues(contract, branch));
    const types = branches.map((branch) => listedTypes(contract, branch));
    const alsoNull = <T>(list: T[], nothing: T): T[] => (nullable ? [...list, nothing] : list);
    const isExclusive = keyword === 'oneOf';
    if (values.every((list) => list !== undefined)) {
      return [{ ...union, values: alsoNull(joined(values, isExclusive), null) }];
    }
    if (types.every((list) => list !== undefined)) {
      const expanded = types.map((list) => [...expandedTypes(list)]);
      return [{ ...union, types: alsoNull(joined(expanded, isExclusive), 'null') }];
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

/** Branches that are nothing but a union of the same kind give theirs instead of themselves. */
function opened(
  contract: Document,
  keyword: Union['keyword'],
  branches: readonly Schema[],
  within: ReadonlySet<unknown> = new Set(),
): readonly Schema[] {
  return branches.flatMap((branch) => {
    const [part, ...others] = partsOf(contract, [branch]).filter((each) => asks(contract, each).length > 0);
    const inner = part?.[keyword];
    if (!part || !inner || others.length > 0 || within.has(inner) || isRelaxed(part)) return [branch];
    const [, more] = asks(contract, part);
    return more === undefined ? opened(contract, keyword, inner, new Set([...within, inner])) : [branch];
  });
}

/** The values of a branch that is an enum or a const and nothing else, but perhaps for its type. */
function listedValues(contract: Document, branch: Schema): readonly unknown[] | undefined {
  const parts = partsOf(contract, [branch]);
  const asked = parts.flatMap((part) => asks(contract, part)).filter((keyword) => keyword !== 'type');
  if (asked.length !== 1) return undefined;
  const [part] = parts.filter((each) => 'const' in each || Array.isArray(each.enum));
  return part && ('const' in part ? [part.const] : part.enum);
}

/** The types of a branch that has a type and nothing else. */
function listedTypes(contract: Document, branch: Schema): readonly string[] | undefined {
  const parts = partsOf(contract, [branch]);
  if (parts.flatMap((part) => asks(contract, part)).join() !== 'type') return undefined;
  return parts.flatMap(({ type }) => type ?? []);
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
