import { ignore, type Draft } from '../draft.ts';
import { isMembers, without, type Members } from '../json.ts';

/** Members of a Swagger 2.0 parameter, header or items object that say what the value is: a schema in OpenAPI 3. */
const SCHEMA_MEMBERS: ReadonlySet<string> = new Set([
  ...['type', 'format', 'items', 'default', 'enum', 'multipleOf', 'x-nullable', 'x-example', 'example'],
  ...['maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern'],
  ...['maxItems', 'minItems', 'uniqueItems', 'title', 'maxProperties', 'minProperties', 'required'],
]);

/** Moves what says what the value is into a schema. Headers declare the same way. */
export function withSchema(declared: Members): Members {
  const { required, ...members } = without(declared, 'collectionFormat');
  const split = Object.groupBy(Object.entries(members), ([name]) => (SCHEMA_MEMBERS.has(name) ? 'schema' : 'kept'));
  return {
    ...Object.fromEntries(split.kept ?? []),
    ...(required !== undefined && { required }),
    schema: schemaOf(Object.fromEntries(split.schema ?? [])),
  };
}

/** Turns a Swagger 2.0 parameter that is not part of a body into one of OpenAPI 3; references stay. */
export function convertParameter(draft: Draft, parameter: Members, pointer: string): Members {
  if (typeof parameter.$ref === 'string') return parameter;
  if (parameter.collectionFormat === 'tsv') {
    ignore(draft, 'collection-format-tsv', pointer, 'Values separated by tabs are not told apart; one value is read.');
  }
  return { ...withSchema(parameter), ...styleOf(parameter) };
}

/** The schema of a form field; a `file` is a string of bytes. */
export function schemaOf(members: Members): Members {
  const { 'x-example': example, ...schema } = without(members, 'collectionFormat');
  if (example !== undefined) schema.example ??= example;
  if (schema.type === 'file') return { ...schema, type: 'string', format: 'binary' };
  return isMembers(schema.items) ? { ...schema, items: schemaOf(schema.items) } : schema;
}

/** `collectionFormat` as `style` and `explode`; comma-separated values are the default of Swagger 2.0, not of OpenAPI 3. */
export function styleOf({ type, in: location, collectionFormat }: Members): Members {
  if (type !== 'array') return {};
  if (location === 'path' || location === 'header') return { style: 'simple', explode: false };
  if (collectionFormat === 'multi') return { style: 'form', explode: true };
  if (collectionFormat === 'ssv') return { style: 'spaceDelimited', explode: false };
  if (collectionFormat === 'pipes') return { style: 'pipeDelimited', explode: false };
  return { style: 'form', explode: false };
}
