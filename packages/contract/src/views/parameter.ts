import type { Parameter, Schema, SchemaObject } from '../contract.ts';
import { schemaList } from './keywords.ts';
import { shownName } from './parameter-name.ts';
import type { SchemaView } from './view.ts';

/** A media type that express-openapi-validator has no parser for: values that it gets under it stay as they are. */
const DECODED = 'application/vnd.decoded';

/**
 * A parameter as express-openapi-validator understands it: a value that is decoded and typed already, whatever style
 * it came in. Of styles the validator knows too few, and it takes every reference for an object.
 */
export function validatorParameter(view: SchemaView, parameter: Parameter): object {
  const { in: location, required } = parameter;
  const name = shownName(location, parameter.name);
  const schema = withoutNull(withReadings(view, view.of(parameter.schema)));
  // It refuses reserved characters, which queries may hold.
  return { name, in: location, required, allowReserved: true, content: { [DECODED]: { schema } } };
}

/** Text has several readings: `5` is both an integer and a string, and breaks a `oneOf` of the two. */
function withReadings(view: SchemaView, schema: Schema, within: readonly Schema[] = []): SchemaObject {
  const resolved = view.resolve(schema);
  if (typeof resolved === 'boolean') return resolved ? {} : { not: {} };
  if (within.includes(resolved)) return {};
  const inside = (parts: unknown) => schemaList(parts).map((part) => withReadings(view, part, [...within, resolved]));
  const { oneOf, anyOf, allOf, ...plain } = resolved;
  const choices = [oneOf, anyOf]
    .filter((branches) => branches !== undefined)
    .map((branches) => ({ anyOf: inside(branches) }));
  const [first, second] = choices;
  const all = [...inside(allOf), ...(second === undefined ? [] : [second])];
  return { ...plain, ...first, ...(all.length > 0 && { allOf: all }) };
}

/** `null` cannot be written in a parameter. */
function withoutNull(schema: SchemaObject): SchemaObject {
  if (!Array.isArray(schema.type)) return schema;
  const types = schema.type.filter((type) => type !== 'null');
  return { ...schema, type: types.length === 1 ? (types[0] ?? 'null') : types };
}
