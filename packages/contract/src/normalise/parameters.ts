import { heal, ignore, type Draft } from '../draft.ts';
import { follow } from '../follow.ts';
import { isMembers, listOf, membersOf, type Members } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { declaredOperations } from '../declared-operations.ts';
import { parameterNames, queryNames } from './paths.ts';

/** Mends the parameter lists of every path item and operation, so that those in the path are those of the template. */
export function healParameterLists(draft: Draft): void {
  for (const [template, item] of Object.entries(membersOf(draft.document.paths))) {
    if (!isMembers(item) || template.startsWith('x-')) continue;
    const pointer = `/paths/${pointerToken(template)}`;
    const names = parameterNames(template);
    const asked = queryNames(template);
    moveToQuery(draft, item, asked, pointer);
    healList(draft, item, names, pointer);
    const shared = pathNames(draft, item);
    for (const { operation, at } of declaredOperations(item)) {
      const here = `${pointer}/${at.join('/')}`;
      moveToQuery(draft, operation, asked, here);
      healList(draft, operation, names, here);
      const declared = new Set([...shared, ...pathNames(draft, operation)]);
      const missing = names.filter((name, index) => !declared.has(name) && names.indexOf(name) === index);
      for (const name of missing) declare(draft, operation, name, here);
    }
  }
}

/** A parameter that the template has in its query is one of the query, whatever it says of itself. */
function moveToQuery(draft: Draft, holder: Members, asked: ReadonlyMap<string, string>, pointer: string): void {
  if (!Array.isArray(holder.parameters) || asked.size === 0) return;
  holder.parameters = holder.parameters.map((declared: unknown, index) => {
    const parameter = follow(draft.document, declared);
    const name = asked.get(String(parameter.name));
    if (parameter.in !== 'path' || name === undefined) return declared;
    const at = `${pointer}/parameters/${index}`;
    heal(draft, 'path-parameter-in-query', at, `The path has {${String(parameter.name)}} in its query, as ${name}.`);
    return { ...parameter, in: 'query', name };
  });
}

/** Names that mean something to HTTP itself: OpenAPI says that parameters of these names are ignored. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

function healList(draft: Draft, holder: Members, names: readonly string[], pointer: string): void {
  if (!Array.isArray(holder.parameters)) return;
  const seen = new Set<string>();
  const kept = holder.parameters.filter((declared, index) => {
    const at = `${pointer}/parameters/${index}`;
    const parameter = follow(draft.document, declared);
    const { name, in: location } = parameter;
    if (typeof name !== 'string' || !isSendable(name, location) || !LOCATIONS.has(String(location))) {
      ignore(
        draft,
        'unknown-parameter',
        at,
        `A parameter in ${JSON.stringify(location)} named ${JSON.stringify(name)} is not read. It needs \`name\` and \`in\`: path, query, header or cookie.`,
      );
      return false;
    }
    if (location === 'header' && RESERVED_HEADERS.has(name.toLowerCase())) {
      ignore(
        draft,
        'reserved-header',
        at,
        `OpenAPI ignores a header parameter ${name}; content types and security declare it.`,
      );
      return false;
    }
    if (location === 'path' && !names.includes(name)) {
      heal(draft, 'path-parameter-not-in-template', at, `The path has no {${name}}; the parameter was dropped.`);
      return false;
    }
    const key = `${String(location)} ${name}`;
    if (seen.has(key))
      heal(
        draft,
        'duplicate-parameter',
        at,
        `The ${String(location)} parameter ${name} is declared twice; the first one counts.`,
      );
    return !seen.has(key) && seen.add(key);
  });
  if (kept.length < holder.parameters.length) holder.parameters = kept;
}

/** A header or cookie is called by a token (RFC 9110, section 5.1); nothing is called by nothing. */
function isSendable(name: string, location: unknown): boolean {
  return location === 'header' || location === 'cookie' ? /^[!#$%&'*+.^_`|~\w-]+$/u.test(name) : name !== '';
}

const LOCATIONS: ReadonlySet<string> = new Set(['path', 'query', 'header', 'cookie']);

function pathNames(draft: Draft, { parameters }: Members): string[] {
  return listOf(parameters)
    .map((declared) => follow(draft.document, declared))
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) => String(name));
}

function declare(draft: Draft, operation: Members, name: string, pointer: string): void {
  operation.parameters = [
    ...listOf(operation.parameters),
    { name, in: 'path', required: true, schema: { type: 'string' } },
  ];
  heal(
    draft,
    'undeclared-path-parameter',
    pointer,
    `The path parameter {${name}} is not declared; it is taken for a string.`,
  );
}
