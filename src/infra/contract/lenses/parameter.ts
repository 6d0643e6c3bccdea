import type { Parameter, Schema, SchemaObject } from '../contract.ts';
import { isSchema, LIST, MAP, ONE, schemaList, schemaMap } from './keywords.ts';
import { shownQueryName } from './query-name.ts';
import type { SchemaView } from './view.ts';

/** Styles that express-openapi-validator parses, by location; others it answers with an error or leaves unparsed. */
const PARSED_STYLES: Record<Parameter['in'], readonly string[]> = {
  path: ['simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/**
 * A parameter as express-openapi-validator understands it. It looks for `type` and `properties` on the outermost schema
 * to decide how to parse, takes every `$ref` for an object, and refuses reserved characters that queries may hold.
 */
export function validatorParameter(view: SchemaView, parameter: Parameter): object {
  const { in: location, required, mediaType, style, explode } = parameter;
  const name = location === 'query' ? shownQueryName(parameter.name) : parameter.name;
  const schema = withoutNull(inline(view, view.of(parameter.schema)));
  const base = { name, in: location, required, ...(location === 'query' && { allowReserved: true }) };
  if (mediaType !== undefined) return { ...base, content: { [mediaType]: { schema } } };
  const isObject = schema.type === 'object' || schema.properties !== undefined;
  if (!PARSED_STYLES[location].includes(style) || (isObject && location !== 'query')) {
    return { ...base, style: PARSED_STYLES[location][0], explode: false, schema: {} };
  }
  // With `properties` in sight the validator makes up an empty object for a deepObject that was not sent.
  const shown = style === 'deepObject' ? { type: 'object', allOf: [schema] } : schema;
  return { ...base, style, explode, schema: shown };
}

/** The schema with its references replaced by what they lead to, and `allOf` merged where it is the outermost. */
function inline(view: SchemaView, schema: Schema, within: Schema[] = []): SchemaObject {
  const resolved = view.resolve(schema);
  if (typeof resolved === 'boolean') return resolved ? {} : { not: {} };
  if (within.includes(resolved)) return {};
  const inside = [...within, resolved];
  const made: SchemaObject = { ...resolved };
  for (const keyword of ONE) if (isSchema(made[keyword])) made[keyword] = inline(view, made[keyword], inside);
  for (const keyword of LIST) {
    if (made[keyword]) made[keyword] = schemaList(made[keyword]).map((part) => inline(view, part, inside));
  }
  for (const keyword of MAP) {
    const entries = Object.entries(schemaMap(made[keyword]) ?? {});
    if (made[keyword]) {
      made[keyword] = Object.fromEntries(entries.map(([name, member]) => [name, inline(view, member, inside)]));
    }
  }
  const { allOf, ...rest } = made;
  const merged = (allOf ?? []).reduce<SchemaObject>((all, part) => ({ ...(part as SchemaObject), ...all }), rest);
  const { oneOf, anyOf, ...plain } = merged;
  const choices = [oneOf, anyOf].filter((branches) => branches !== undefined);
  if (choices.length === 0) return plain;
  // Text has several readings: `5` is both an integer and a string, and breaks a `oneOf` of the two.
  const [first = [], second] = choices.map((branches) =>
    branches.map((branch) => withProperties(branch as SchemaObject)),
  );
  return { ...plain, anyOf: first, ...(second && { allOf: [{ anyOf: second }] }) };
}

/** The validator reads `properties` of every branch that is an object. */
function withProperties(branch: SchemaObject): SchemaObject {
  return branch.type === 'object' ? { properties: {}, ...branch } : branch;
}

/** `null` cannot be written in a parameter, and only a single type is parsed by. */
function withoutNull(schema: SchemaObject): SchemaObject {
  if (!Array.isArray(schema.type)) return schema;
  const types = schema.type.filter((type) => type !== 'null');
  return { ...schema, type: types.length === 1 ? (types[0] ?? 'null') : schema.type };
}
