import type { Schema } from '@plumbline/contract/contract';
import type { Schemas } from '../infer/bodies/schemas.ts';

/** What is known of a place: everything, nothing, or what requests of these schemas say of it. */
export type Given = 'all' | 'nothing' | readonly Schema[];

/** Required members of an object that are not known, as fields. */
export function unknownMembers(
  schemas: Schemas,
  object: Schema,
  givenOf: (name: string, declared: Schema) => Given,
  depth = 0,
): string[] {
  return [...schemas.required(object)].flatMap((name) => {
    const [declared = true] = schemas.properties(object).get(name) ?? [];
    return unknownIn(schemas, declared, givenOf(name, declared), depth).map((inner) =>
      inner === '' ? name : `${name}.${inner}`,
    );
  });
}

/** Deeper than this, schemas refer to themselves. */
const DEEPEST = 6;

/** Places in a required value that are not known; `''` is the value itself. */
function unknownIn(schemas: Schemas, schema: Schema, given: Given, depth: number): string[] {
  if (given === 'all' || depth > DEEPEST || isHidden(schemas, schema) || isGivenBySchema(schemas, schema)) return [];
  const kind = schemas.kind(schema);
  const { oneOf, anyOf } = schemas.core(schema);
  const branches = [...(oneOf ?? []), ...(anyOf ?? [])];
  if (kind === 'object' && (branches.length === 0 || schemas.required(schema).size > 0)) {
    return unknownMembers(schemas, schema, (name) => innerOf(schemas, given, name), depth + 1);
  }
  if (branches.length > 0) {
    const options = branches.map((branch) => unknownIn(schemas, branch, given, depth + 1));
    return options.reduce((least, each) => (each.length < least.length ? each : least));
  }
  if (given === 'nothing') return [''];
  if (kind !== 'array') return [];
  const element = schemas.elements(schema);
  const written = given.flatMap((each): Schema[] => {
    const inner = schemas.elements(each);
    return inner === undefined ? [] : [inner];
  });
  return element === undefined || written.length === 0 ? [] : unknownIn(schemas, element, written, depth + 1);
}

function innerOf(schemas: Schemas, given: Given, name: string): Given {
  if (typeof given === 'string') return given;
  // A request that names no members may hold any.
  if (given.some((each) => schemas.properties(each).size === 0)) return 'all';
  const written = given
    .flatMap((each) => schemas.properties(each).get(name) ?? [])
    .filter((each) => !isReadOnly(schemas, each));
  return written.length === 0 ? 'nothing' : written;
}

function isHidden(schemas: Schemas, schema: Schema): boolean {
  return typeof schema === 'object' && (schema.writeOnly === true || schemas.core(schema).writeOnly === true);
}

/** The schema itself says the value: by a default, by allowing one value only, or by allowing null. */
export function isGivenBySchema(schemas: Schemas, schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  const forms = [schema, schemas.core(schema)];
  return forms.some(
    ({ default: value, const: constant, enum: values, type, allOf = [], oneOf = [], anyOf = [] }) =>
      value !== undefined ||
      constant !== undefined ||
      values?.length === 1 ||
      [type].flat().includes('null') ||
      [...oneOf, ...anyOf].some((branch) => typeof branch === 'object' && branch.type === 'null') ||
      allOf.some((part) => typeof part === 'object' && part.default !== undefined),
  );
}

export function isReadOnly(schemas: Schemas, schema: Schema): boolean {
  return typeof schema === 'object' && (schema.readOnly === true || schemas.core(schema).readOnly === true);
}
