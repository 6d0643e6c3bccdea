import { heal, type Draft } from '../draft.ts';
import { follow } from '../follow.ts';
import type { Kind } from '../grammar.ts';
import { getOwn, isMembers, listOf, type Members, membersOf } from '../json.ts';
import { withSchema } from '../swagger/parameter.ts';

/** The styles that each location of a parameter has. */
const STYLES: Record<string, readonly string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** Mends what is wrong within one parameter or header object, whether shared or not. */
export function healParameter(draft: Draft, parameter: Members, kind: Kind, pointer: string): void {
  if (typeof parameter.$ref === 'string') return;
  if (parameter.schema === undefined && !isMembers(parameter.content)) healSchemaless(draft, parameter, pointer);
  const names = Object.keys(membersOf(parameter.content));
  if (parameter.schema !== undefined && names.length > 0) {
    delete parameter.content;
    heal(
      draft,
      'schema-beside-content',
      `${pointer}/content`,
      'A value is declared by `schema` or by `content`; the latter was dropped.',
    );
  } else if (names.length > 1) {
    const [first = ''] = names;
    parameter.content = { [first]: getOwn(membersOf(parameter.content), first) };
    heal(draft, 'several-media-types', `${pointer}/content`, `A value has one media type; ${first} was kept.`);
  }
  if (kind === 'header') return;
  if (parameter.in === 'path' && parameter.required !== true) {
    parameter.required = true;
    heal(draft, 'optional-path-parameter', pointer, 'A path parameter is always required; it was made so.');
  }
  if (parameter.required === true && mayBeNothing(draft, parameter)) {
    delete parameter.required;
    heal(
      draft,
      'required-object-without-trace',
      pointer,
      'The members of this object are parameters of their own, and all optional: without them it leaves no trace in a URL. It was made optional.',
    );
  }
  const styles = getOwn(STYLES, String(parameter.in));
  const style = JSON.stringify(parameter.style);
  if (parameter.style === undefined || !styles || styles.some((known) => known === parameter.style)) return;
  heal(
    draft,
    'style-of-another-location',
    `${pointer}/style`,
    `A ${String(parameter.in)} parameter has no style ${style}; the usual one is taken.`,
  );
  delete parameter.style;
}

/** A query parameter that is spread over others (`style: form`, exploded), none of which has to be there. */
function mayBeNothing(draft: Draft, { in: place, style = 'form', explode = true, schema }: Members): boolean {
  if (place !== 'query' || style !== 'form' || explode !== true || !isMembers(schema)) return false;
  const { type, properties, required } = follow(draft.document, schema);
  return type === 'object' && isMembers(properties) && listOf(required).length === 0;
}

/** A `type` on the parameter itself was the way of Swagger 2.0. */
function healSchemaless(draft: Draft, parameter: Members, pointer: string): void {
  if (parameter.type === undefined) {
    parameter.schema = {};
    heal(draft, 'value-without-schema', pointer, 'Neither `schema` nor `content`; any value is allowed.');
    return;
  }
  const { examples, example, ...declared } = parameter;
  const moved = withSchema(declared);
  for (const key of Object.keys(parameter)) delete parameter[key];
  Object.assign(parameter, moved, example !== undefined && { example }, examples !== undefined && { examples });
  heal(draft, 'type-beside-schema', pointer, '`type` belongs into `schema`; it was moved there.');
}
