import { getOwn, type Members, membersOf } from '../json.ts';
import { schemaOf, withSchema } from './parameter.ts';

/** Turns a Swagger 2.0 response into one of OpenAPI 3: its schema is that of every media type produced. */
export function convertResponse(response: Members, produces: readonly string[]): Members {
  if (typeof response.$ref === 'string') return response;
  const { schema: written, headers, examples, ...kept } = response;
  const isFile = membersOf(written).type === 'file';
  const schema = isFile ? schemaOf(membersOf(written)) : written;
  const names = [
    ...new Set([
      ...(schema === undefined ? [] : mediaTypes(produces, isFile ? 'application/octet-stream' : 'application/json')),
      ...Object.keys(membersOf(examples)),
    ]),
  ];
  const content = names.map((name): [string, Members] => {
    const example = getOwn(membersOf(examples), name);
    return [name, { ...(schema !== undefined && { schema }), ...(example !== undefined && { example }) }];
  });
  return {
    ...kept,
    ...(headers !== undefined && {
      headers: Object.fromEntries(
        Object.entries(membersOf(headers)).map(([name, header]) => [name, withSchema(membersOf(header))]),
      ),
    }),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}

/** The media types declared; the usual one where the document names none. */
export function mediaTypes(declared: readonly string[], usual = 'application/json'): readonly string[] {
  return declared.length > 0 ? declared : [usual];
}
