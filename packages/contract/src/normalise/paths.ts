import { METHODS } from '../contract.ts';
import { heal, type Draft } from '../draft.ts';
import { getOwn, isMembers, listOf, type Members, membersOf, setOwn } from '../json.ts';
import { pointerToken } from '../schema.ts';

/** Mends path templates: a missing slash, methods in capitals, and templates that differ in parameter names alone. */
export function healPaths(draft: Draft): void {
  const paths = membersOf(draft.document.paths);
  const healed: Members = {};
  const byShape = new Map<string, string>();
  for (const [written, item] of Object.entries(paths)) {
    if (written.startsWith('x-') || !isMembers(item)) {
      setOwn(healed, written, item);
      continue;
    }
    const template = healTemplate(draft, written);
    healMethods(draft, item, `/paths/${pointerToken(template)}`);
    const shape = template.replaceAll(/\{[^{}]*\}/gu, '{}');
    const first = byShape.get(shape);
    if (first === undefined) {
      byShape.set(shape, template);
      setOwn(healed, template, item);
    } else if (!merge(draft, membersOf(getOwn(healed, first)), { item, template, first }))
      setOwn(healed, template, item);
  }
  draft.document.paths = healed;
}

function healTemplate(draft: Draft, written: string): string {
  const expanded = written.replaceAll(QUERY_EXPANSION, '');
  const template = expanded.startsWith('/') ? expanded : `/${expanded}`;
  if (template === written) return written;
  const pointer = `/paths/${pointerToken(template)}`;
  draft.origins.move(`/paths/${pointerToken(written)}`, pointer);
  if (template !== expanded)
    heal(draft, 'path-without-slash', pointer, `A path begins with a slash; ${written} is taken for ${template}.`);
  if (expanded !== written)
    heal(draft, 'query-in-path', pointer, `What ${written} says of the query is said by query parameters.`);
  return template;
}

/** How RFC 6570 writes query parameters: `/search{?q,limit}`. */
const QUERY_EXPANSION = /\{[?&][^{}]*\}/gu;

function healMethods(draft: Draft, item: Members, pointer: string): void {
  for (const key of Object.keys(item)) {
    const method = key.toLowerCase();
    if (method === key || getOwn(item, method) !== undefined || !METHODS.some((name) => name === method)) continue;
    setOwn(item, method, getOwn(item, key));
    delete item[key];
    draft.origins.move(`${pointer}/${key}`, `${pointer}/${method}`);
    heal(
      draft,
      'method-in-capitals',
      `${pointer}/${method}`,
      `Methods are written small; ${key} is taken for ${method}.`,
    );
  }
}

interface Later {
  item: Members;
  template: string;
  first: string;
}

/**
 * The same requests match both templates: operations on other methods join those of the first one. Where both have a
 * method, both stay, and the request decides.
 */
function merge(draft: Draft, into: Members, { item, template, first }: Later): boolean {
  const pointer = `/paths/${pointerToken(template)}`;
  const names = parameterNames(template);
  const renamed = new Map(parameterNames(first).map((name, index) => [names[index] ?? name, name]));
  const methods = METHODS.filter((method) => isMembers(item[method]));
  for (const method of methods) {
    const operation = item[method];
    if (into[method] !== undefined || !isMembers(operation)) continue;
    const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)];
    if (parameters.length > 0) operation.parameters = parameters.map((parameter) => rename(draft, parameter, renamed));
    into[method] = operation;
    delete item[method];
    draft.origins.move(`${pointer}/${method}`, `/paths/${pointerToken(first)}/${method}`);
  }
  const isMerged = methods.every((method) => item[method] === undefined) && item.additionalOperations === undefined;
  const outcome = isMerged
    ? 'it was joined with it'
    : 'of two operations, the one whose parameters fit the request better answers';
  heal(draft, 'same-path-twice', pointer, `${template} differs from ${first} in parameter names alone; ${outcome}.`);
  return isMerged;
}

function rename(draft: Draft, parameter: unknown, names: ReadonlyMap<string, string>): unknown {
  const declared = membersOf(parameter);
  const own = typeof declared.$ref === 'string' ? shared(draft, declared.$ref) : declared;
  const name = own.in === 'path' ? names.get(String(own.name)) : undefined;
  return name === undefined || name === own.name ? parameter : { ...own, name };
}

function shared(draft: Draft, reference: string): Members {
  const parameters = membersOf(membersOf(draft.document.components).parameters);
  return membersOf(getOwn(parameters, reference.replace('#/components/parameters/', '')));
}

/** Names of the parameters of a template's path, in order; `{id}.json` and two in one segment included. */
export function parameterNames(template: string): string[] {
  const [path = ''] = template.split('?');
  return [...path.matchAll(/\{([^{}]+)\}/gu)].map(([, name = '']) => name);
}

/** Parameters that a template has in its query, `/search?q={text}`: the query's name by the parameter's. */
export function queryNames(template: string): Map<string, string> {
  const query = template.split('?').slice(1).join('&');
  return new Map([...query.matchAll(/([^?&#=]+)=\{([^{}]+)\}/gu)].map(([, key = '', name = '']) => [name, key]));
}
