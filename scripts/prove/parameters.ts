import { isMembers } from '@plumbline/contract/json';
import type { ContractOperation, Parameter } from '@plumbline/contract/contract';

/** Fills a path template, by the style that each parameter declares (OpenAPI 3.1, "Style Values"). */
export function encodePath(operation: ContractOperation, values: Record<string, unknown>): string {
  const template = operation.path.split(/[#?]/)[0] ?? '';
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
    const value = values[name];
    if (parameter?.explode === true && isMembers(value)) return explodedMembers(parameter, value);
    const parts = list(value).map((part) => encodeURIComponent(part));
    if (parameter?.style === 'label') return `.${parts.join(parameter.explode ? '.' : ',')}`;
    if (parameter?.style === 'matrix') return `;${name}=${parts.join(parameter.explode ? `;${name}=` : ',')}`;
    return parts.join(',');
  });
}

/** `.a=1.b=2`, `;a=1;b=2` or `a=1,b=2`. */
function explodedMembers({ style }: Parameter, value: Record<string, unknown>): string {
  const pairs = Object.entries(value).map(
    ([key, part]) => `${encodeURIComponent(key)}=${encodeURIComponent(text(part))}`,
  );
  if (style === 'label') return `.${pairs.join('.')}`;
  return style === 'matrix' ? `;${pairs.join(';')}` : pairs.join(',');
}

/** The query string with its question mark, or nothing; `extra` are values that no parameter declares, as an API key. */
export function encodeQuery(
  operation: ContractOperation,
  values: Record<string, unknown>,
  extra: Record<string, string>,
): string {
  const pairs: string[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in !== 'query' || !Object.hasOwn(values, parameter.name)) continue;
    pairs.push(...queryPairs(parameter, values[parameter.name]));
  }
  for (const [name, value] of Object.entries(extra))
    pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function queryPairs(parameter: Parameter, value: unknown): string[] {
  const name = encodeURIComponent(parameter.name);
  if (parameter.mediaType !== undefined) return [`${name}=${encodeURIComponent(JSON.stringify(value))}`];
  if (Array.isArray(value)) {
    const parts = list(value).map((part) => encodeURIComponent(part));
    if (parameter.explode) return parts.map((part) => `${name}=${part}`);
    return [`${name}=${parts.join(SEPARATORS[parameter.style] ?? ',')}`];
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, part]) => [encodeURIComponent(key), encodeURIComponent(text(part))] as const,
    );
    if (parameter.style === 'deepObject') return entries.map(([key, part]) => `${name}[${key}]=${part}`);
    if (parameter.explode) return entries.map(([key, part]) => `${key}=${part}`);
    return [`${name}=${entries.flat().join(SEPARATORS[parameter.style] ?? ',')}`];
  }
  return [`${name}=${encodeURIComponent(text(value))}`];
}

const SEPARATORS: Record<string, string> = { spaceDelimited: '%20', pipeDelimited: '|' };

function list(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(text);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, part]) => [key, text(part)]);
  return [text(value)];
}

function text(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
