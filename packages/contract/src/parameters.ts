import type { Parameter, ParameterLocation, ResponseHeader, Schema } from './contract.ts';
import { follow } from './follow.ts';
import { membersOf, textOf, type Members } from './json.ts';
import { readMediaType } from './media-type-object.ts';

/** Reads a parameter object; its defaults are those of OpenAPI (style by location, explode by style). */
export function readParameter(document: Members, parameter: Members): Parameter {
  const location = parameter.in as ParameterLocation;
  const style = textOf(parameter.style) ?? (location === 'query' || location === 'cookie' ? 'form' : 'simple');
  const description = textOf(parameter.description);
  return {
    name: String(parameter.name),
    in: location,
    required: location === 'path' || parameter.required === true,
    ...valueOf(document, parameter),
    style,
    explode: typeof parameter.explode === 'boolean' ? parameter.explode : style === 'form',
    ...(description !== undefined && { description }),
    deprecated: parameter.deprecated === true,
    ...(parameter['x-whole-query'] === true && { isWholeQuery: true }),
    ...(parameter.allowEmptyValue === true && { allowEmptyValue: true }),
  };
}

/** Reads a header object of a response. */
export function readHeader(document: Members, header: Members): ResponseHeader {
  return { required: header.required === true, explode: header.explode === true, ...valueOf(document, header) };
}

/** Schema, media type and example of what is declared by `schema` or by the one entry of `content`. */
function valueOf(document: Members, declared: Members): { schema: Schema; mediaType?: string; example?: unknown } {
  const [mediaType, content] = Object.entries(membersOf(declared.content))[0] ?? [];
  const { schema, examples } = readMediaType(document, mediaType === undefined ? declared : follow(document, content));
  const example = examples[0];
  return {
    schema: schema ?? true,
    ...(mediaType !== undefined && { mediaType }),
    ...(example !== undefined && { example }),
  };
}
