import type { Schema, SchemaObject } from '../contract.ts';
import { flatten } from './flatten.ts';
import { schemaMap } from './keywords.ts';
import { declaredNames, memberSchema } from './object-members.ts';
import type { SchemaView } from './view.ts';

/** express-openapi-validator shows a file to the schema as the empty string; text in its place is refused. */
const FILE: SchemaObject = { type: 'string', maxLength: 0 };

/**
 * A multipart body for express-openapi-validator: a field that holds a file, or several, takes nothing but files.
 * One file sent to a field of many is shown as one string, not as a list of one.
 */
export function fileFields(view: SchemaView, schema: SchemaObject): SchemaObject {
  const flat = flatten(view, schema);
  const fields = declaredNames(flat).flatMap((name): [string, Schema][] => {
    const field = flatten(view, memberSchema(flat, name));
    if (isFile(field.parts)) return [[name, FILE]];
    const items = field.parts.flatMap((part) => (part.items === undefined ? [] : [part.items]));
    const ofFiles = items.some((item) => isFile(flatten(view, item).parts));
    return ofFiles ? [[name, { type: ['string', 'array'], maxLength: 0, items: FILE }]] : [];
  });
  const made = { ...schema, properties: { ...schemaMap(schema.properties), ...Object.fromEntries(fields) } };
  // Where it sees `properties`, the validator parses lists, which it takes for JSON text: `[5]` would become `5`.
  return { allOf: [made] };
}

function isFile(parts: readonly SchemaObject[]): boolean {
  return parts.some((part) => part.format === 'binary');
}
