import type { Contract, Schema, SchemaObject } from '../contract.ts';
import { getOwn } from '../json.ts';
import { atPointer } from '../schema.ts';
import { discriminate } from './discriminator.ts';
import { hiddenNames, members, type View } from './hidden.ts';
import { isHeir } from './inheritance.ts';
import { isSchema, LIST, MAP, ONE, ownKeywords, schemaList, schemaMap } from './keywords.ts';

/** What rewriting one schema needs to know of the view that it is rewritten for. */
export interface Rewriting {
  contract: Pick<Contract, 'document'>;
  view: View;
  /** The viewed form of a schema below. */
  of: (schema: Schema) => Schema;
  /** The viewed form of a reference by pointer; plain where an heir means only what it inherits (inheritance.ts). */
  reference: (pointer: string, isPlain?: boolean) => Schema;
}

type Names = ReadonlySet<string>;

/**
 * One schema object in the form that `SchemaView` promises.
 *
 * @param inherited names of properties that the schemas around it, in `allOf` and the like, hide
 * @param within the schemas being rewritten in place, so that a schema that is part of itself ends
 */
export function rewrite(
  rewriting: Rewriting,
  schema: SchemaObject,
  inherited: Names = new Set(),
  within: Schema[] = [],
): Schema {
  const { contract, view, of } = rewriting;
  const made = ownKeywords(schema);
  const hidden = new Set([...hiddenNames(contract, schema, view, false), ...inherited]);
  if (hidden.size > 0) made['x-hidden'] = [...hidden];
  const anywhere = new Set([...hiddenNames(contract, schema, view, true), ...inherited]);
  const required = names(schema.required).filter((name) => !anywhere.has(name));
  if (required.length > 0) made.required = [...new Set(required)];
  for (const keyword of ONE) if (isSchema(schema[keyword])) made[keyword] = of(schema[keyword]);
  for (const keyword of MAP) {
    const entries = Object.entries(schemaMap(schema[keyword]) ?? {});
    if (entries.length === 0) continue;
    made[keyword] = Object.fromEntries(
      entries.map(([name, entry]) => [name, keyword === 'properties' && hidden.has(name) ? true : of(entry)]),
    );
  }
  declarePrototypeName(made);
  for (const keyword of LIST) {
    const list = schemaList(schema[keyword]);
    if (list.length === 0) continue;
    made[keyword] = list.map((part) => {
      if (keyword === 'prefixItems') return of(part);
      const isPlain = keyword === 'allOf' && isHeir(contract, schema, part);
      const reference = (pointer: string): Schema => rewriting.reference(pointer, isPlain);
      return member({ ...rewriting, reference }, part, hidden, within);
    });
  }
  listConstants(made);
  copyDependentRequired(schema, made, anywhere);
  discriminate(contract, schema, made);
  if (typeof schema.$ref !== 'string') return made;
  const target = member(rewriting, { $ref: schema.$ref }, inherited, within);
  if (Object.keys(made).every((keyword) => keyword === 'x-hidden')) return target;
  return { ...made, allOf: [target, ...(made.allOf ?? [])] };
}

/** Ajv passes over a property of that name; a pattern that no other name matches says the same. */
function declarePrototypeName(made: SchemaObject): void {
  const declared = getOwn(made.properties, '__proto__');
  if (declared !== undefined)
    made['patternProperties'] = { ...schemaMap(made['patternProperties']), '^__proto__$': declared };
}

/** A member of a composition; rewritten in place where its siblings hide properties that it alone would not. */
function member(rewriting: Rewriting, schema: Schema, inherited: Names, within: Schema[]): Schema {
  const { contract, of, reference } = rewriting;
  const plain = (): Schema =>
    typeof schema === 'object' && typeof schema.$ref === 'string' && Object.keys(schema).length === 1
      ? reference(schema.$ref)
      : of(schema);
  if (typeof schema === 'boolean' || within.includes(schema)) return plain();
  const mentioned = members(contract, schema, true).flatMap((part) => [
    ...names(part.required),
    ...Object.keys(schemaMap(part.properties) ?? {}),
  ]);
  if (!mentioned.some((name) => inherited.has(name))) return plain();
  const inside = [...within, schema];
  if (typeof schema.$ref !== 'string') return rewrite(rewriting, schema, inherited, inside);
  const target = atPointer(contract.document, schema.$ref.slice(1)) as Schema;
  const beside = Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== '$ref'));
  return Object.keys(beside).length === 0
    ? member(rewriting, target, inherited, inside)
    : rewrite(rewriting, { ...beside, allOf: [target, ...schemaList(schema.allOf)] }, inherited, inside);
}

/** Constants that are described one by one, `oneOf: [{ const, description }]`, are an `enum`: faster, and clearer in errors. */
function listConstants(made: SchemaObject): void {
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = made[keyword];
    if (!branches || made.enum) continue;
    const isConstant = (branch: Schema): boolean =>
      typeof branch === 'object' &&
      branch.const !== undefined &&
      Object.keys(branch).every((own) => ['const', 'type', 'default', 'examples'].includes(own));
    if (!branches.every(isConstant)) continue;
    made.enum = branches.map((branch) => (branch as SchemaObject).const);
    delete made[keyword];
  }
}

function copyDependentRequired(schema: SchemaObject, made: SchemaObject, hidden: Names): void {
  const declared = schema['dependentRequired'];
  if (typeof declared !== 'object' || declared === null) return;
  made['dependentRequired'] = Object.fromEntries(
    Object.entries(declared).map(([name, needed]) => [name, names(needed).filter((other) => !hidden.has(other))]),
  );
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
