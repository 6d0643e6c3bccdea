/** A condition in a path template beyond its path: `/queue#Action=Send` or `/queue?Action=Send`. */
export interface TemplateCondition {
  name: string;
  /** None: the name alone must be there. */
  value?: string;
}

export interface PathTemplate {
  /** What the router matches: parameters are `p0`, `p1`, ..., so that templates equal but for names are equal here. */
  pattern: string;
  /** Parameter names by position. */
  names: readonly string[];
  conditions: readonly TemplateCondition[];
}

const PARAMETER = /\{([^{}]+)\}/g;

/**
 * What one of several parameters in a segment matches. Each way to divide a segment between them is tried, so that the
 * work grows with the square of this length.
 */
const PART = '(.{1,2048}?)';

/**
 * Translates a path template of OpenAPI to the router's syntax (find-my-way): `/pets/{id}.json`, `/jobs/{id}:cancel`,
 * `/compare/{base}...{head}`. A segment that is one parameter becomes `:p0`; parameters within a segment become
 * `:p0(.+?)`, because the router would read the text after a bare name as part of that name. What follows `#` or `?`
 * is no part of a URL's path and becomes conditions.
 *
 * @param path base path and template, as `/v1/pets/{petId}`
 */
export function translateTemplate(path: string): PathTemplate {
  const end = path.search(/[#?]/);
  const names: string[] = [];
  const segments = (end === -1 ? path : path.slice(0, end)).split('/').map((segment) => {
    const isOneParameter = /^\{[^{}]+\}$/.test(segment);
    const part = segment.split('{').length > 2 ? PART : '(.+?)';
    let pattern = '';
    let last = 0;
    for (const match of segment.matchAll(PARAMETER)) {
      pattern += literal(segment.slice(last, match.index));
      pattern += isOneParameter ? `:p${names.length}` : `:p${names.length}${part}`;
      names.push(match[1] ?? '');
      last = match.index + match[0].length;
    }
    return pattern + literal(segment.slice(last));
  });
  return { pattern: segments.join('/') || '/', names, conditions: end === -1 ? [] : conditionsOf(path.slice(end + 1)) };
}

/** The router reads `:` as a parameter unless doubled, and `*` as a wildcard unless it is in an expression. */
function literal(text: string): string {
  return decoded(text).replaceAll(':', '::').replaceAll('*', ':star(\\*)');
}

/** Requests are matched decoded, so a template written percent-encoded is compared decoded too. */
function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function conditionsOf(text: string): TemplateCondition[] {
  return text
    .split(/[#?&]/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) return { name: decoded(pair) };
      const value = decoded(pair.slice(equals + 1));
      // `?id={id}` asks for the parameter, whatever its value.
      return /^\{.*\}$/.test(value) ? { name: pair.slice(0, equals) } : { name: pair.slice(0, equals), value };
    });
}
