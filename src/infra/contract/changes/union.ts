import type { Contract, Schema, SchemaObject } from '../contract.ts';
import { isNull, isRelaxed, onlyBranch, referred } from './parts.ts';

/** `oneOf` or `anyOf` of two or more branches, null taken out. */
export interface Union {
  keyword: 'oneOf' | 'anyOf';
  branches: readonly Schema[];
  nullable: boolean;
  /** The schema object that has it, with its discriminator if there is one. */
  owner: SchemaObject;
  /** A union of nothing but listed values is an enum; it is compared as one. */
  values?: readonly unknown[];
  /** A union of nothing but types is a list of types, compared as one too. */
  types?: readonly string[];
}

/** Keywords that say nothing about what is accepted. */
const REMARKS = new Set(['title', 'description', 'example', 'examples', 'externalDocs', '$comment', 'deprecated']);

/** The unions of one schema object (a part, see parts.ts); a single branch is no union, and opened there. */
export function unionsOf(contract: Pick<Contract, 'document'>, part: SchemaObject): Union[] {
  return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
    const written = part[keyword];
    if (!Array.isArray(written) || written.length === 0 || onlyBranch(contract, written)) return [];
    const branches = written.filter((branch) => !isNull(referred(contract, branch)));
    const nullable = isRelaxed(part) || branches.length < written.length;
    const union: Union = { keyword, branches, nullable, owner: part };
    const values = branches.map((branch) => listedValues(referred(contract, branch)));
    const types = branches.map((branch) => listedTypes(referred(contract, branch)));
    const alsoNull = <T>(list: T[], nothing: T): T[] => (nullable ? [...list, nothing] : list);
    if (values.every((list) => list !== undefined)) return [{ ...union, values: alsoNull(values.flat(), null) }];
    if (types.every((list) => list !== undefined)) {
      return [{ ...union, types: alsoNull(types.flat(), 'null') }];
    }
    return [union];
  });
}

/** The values of a branch that is an enum or a const and nothing else. */
function listedValues(branch: Schema): readonly unknown[] | undefined {
  const keywords = meaningful(branch).filter((keyword) => keyword !== 'type');
  if (typeof branch === 'boolean' || keywords.length !== 1) return undefined;
  if ('const' in branch) return [branch.const];
  return Array.isArray(branch.enum) ? branch.enum : undefined;
}

/** The types of a branch that has a type and nothing else. */
function listedTypes(branch: Schema): readonly string[] | undefined {
  const [keyword, ...others] = meaningful(branch);
  if (typeof branch === 'boolean' || keyword !== 'type' || others.length > 0) return undefined;
  return [branch.type ?? []].flat();
}

function meaningful(branch: Schema): string[] {
  return typeof branch === 'boolean' ? [] : Object.keys(branch).filter((keyword) => !REMARKS.has(keyword));
}
