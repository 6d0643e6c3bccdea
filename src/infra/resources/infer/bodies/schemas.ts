import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { resolve } from '@plumbline/contract/schema';
import { normal } from '../names/words.ts';

/** What a JSON value of a schema is; `any` where the schema does not say, `mixed` where it may be several. */
export type Kind = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'any' | 'mixed';

/** Questions about the schemas of one contract, answered once each: the same schema is asked about by many operations. */
export interface Schemas {
  /** What the schema is when references, lone wrappers and `null` alternatives are taken off; the same object for the same thing. */
  core(schema: Schema): SchemaObject;
  kind(schema: Schema): Kind;
  /** Every declaration of every property, through allOf, oneOf and anyOf. Empty for what is no object. */
  properties(schema: Schema): ReadonlyMap<string, readonly Schema[]>;
  /** Names of the properties by their normalised spelling: `friendlyname` to `friendly_name`. */
  spellings(schema: Schema): ReadonlyMap<string, string>;
  /** Names of the properties that every value has. */
  required(schema: Schema): ReadonlySet<string>;
  /** Schema of the elements of an array, if it says one. */
  elements(schema: Schema): Schema | undefined;
}

/** A reader of the schemas of a contract. It keeps what it has read, so use one for all of an inference. */
export function readSchemas(contract: Pick<Contract, 'document'>): Schemas {
  const cores = new WeakMap<SchemaObject, SchemaObject>();
  const kinds = new WeakMap<SchemaObject, Kind>();
  const members = new WeakMap<SchemaObject, ReadonlyMap<string, readonly Schema[]>>();
  const spelled = new WeakMap<SchemaObject, ReadonlyMap<string, string>>();

  function core(schema: Schema): SchemaObject {
    if (typeof schema === 'boolean') return resolve(contract, schema);
    const known = cores.get(schema);
    if (known) return known;
    cores.set(schema, schema);
    const inner = unwrapped(contract, schema);
    const reached = inner === undefined ? schema : core(inner);
    cores.set(schema, reached);
    return reached;
  }

  function kind(schema: Schema): Kind {
    const object = core(schema);
    const known = kinds.get(object);
    if (known) return known;
    kinds.set(object, 'any');
    const found = statedKind(object) ?? commonKind(branches(object).map(kind));
    kinds.set(object, found);
    return found;
  }

  function properties(schema: Schema): ReadonlyMap<string, readonly Schema[]> {
    const object = core(schema);
    const known = members.get(object);
    if (known) return known;
    const found = new Map<string, Schema[]>();
    // A schema that contains itself finds the unfinished map, and adds nothing.
    members.set(object, found);
    for (const [name, property] of Object.entries(object.properties ?? {})) found.set(name, [property]);
    for (const branch of branches(object)) {
      for (const [name, declarations] of properties(branch)) {
        const others = found.get(name) ?? [];
        found.set(name, [
          ...others,
          ...declarations.filter((one) => !others.some((other) => core(other) === core(one))),
        ]);
      }
    }
    return found;
  }

  function spellings(schema: Schema): ReadonlyMap<string, string> {
    const object = core(schema);
    const known = spelled.get(object);
    if (known) return known;
    // The first of two names that read the same keeps it.
    const found = new Map([...properties(object).keys()].reverse().map((name) => [normal(name), name]));
    spelled.set(object, found);
    return found;
  }

  function elements(schema: Schema): Schema | undefined {
    const object = core(schema);
    if (kind(object) !== 'array') return undefined;
    return (
      object.items ??
      branches(object)
        .map(elements)
        .find((items) => items !== undefined)
    );
  }

  return { core, kind, properties, spellings, required: (schema) => requiredOf(core, schema), elements };
}

/** Whether one schema is among the alternatives (`anyOf`, `oneOf`) of another. */
export function isAlternative(schemas: Schemas, schema: Schema, one: Schema): boolean {
  const { anyOf = [], oneOf = [] } = schemas.core(schema);
  return [...anyOf, ...oneOf].some((alternative) => schemas.core(alternative) === schemas.core(one));
}

function requiredOf(core: Schemas['core'], schema: Schema, depth = 0): ReadonlySet<string> {
  const { required = [], allOf = [] } = core(schema);
  // A schema that contains itself adds nothing more, however deep one looks.
  const inherited = depth < 8 ? allOf.flatMap((branch) => [...requiredOf(core, branch, depth + 1)]) : [];
  return new Set([...required, ...inherited]);
}

/** What a schema merely points at or wraps: a reference, a lone allOf member, the only alternative that is not null. */
function unwrapped(contract: Pick<Contract, 'document'>, schema: SchemaObject): Schema | undefined {
  if (schema.$ref !== undefined) return resolve(contract, { $ref: schema.$ref });
  if (schema.properties !== undefined) return undefined;
  const [only, ...rest] = branches(schema).filter((branch) => !isNull(branch));
  return rest.length === 0 ? only : undefined;
}

function branches(schema: SchemaObject): Schema[] {
  return [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
}

function isNull(schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  return schema.type === 'null' || (Array.isArray(schema.enum) && schema.enum.every((value) => value === null));
}

function statedKind(schema: SchemaObject): Kind | undefined {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(
    (type) => type !== 'null' && type !== undefined,
  );
  if (types.length > 1) return 'mixed';
  if (types[0] !== undefined) return types[0] as Kind;
  if (schema.properties !== undefined) return 'object';
  if (schema.items !== undefined) return 'array';
  const values = schema.const !== undefined ? [schema.const] : (schema.enum ?? []).filter((value) => value !== null);
  return values.length > 0 ? commonKind(values.map(kindOfValue)) : undefined;
}

function kindOfValue(value: unknown): Kind {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value as Kind;
}

/** The one kind that all of them are, whatever `null` and unknown ones stand beside it. */
function commonKind(kinds: Kind[]): Kind {
  const known = new Set(kinds.filter((kind) => kind !== 'null' && kind !== 'any'));
  if (known.has('number')) known.delete('integer');
  if (known.size > 1) return 'mixed';
  return [...known][0] ?? 'any';
}
