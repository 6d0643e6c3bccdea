import { getOwn } from './json.ts';
import { counted, listed, withArticle } from './english.ts';
import type { Schema, SchemaObject } from './contract.ts';
import { schemaList } from './views/keywords.ts';

/** Follows the reference of a schema, if it is one. */
export type Resolve = (schema: Schema) => Schema;

/** Values or alternatives that one sentence lists; the rest is counted. */
const MAX_LISTED = 20;
/** Characters of one value that is quoted. */
const MAX_QUOTED = 200;

/** What a text of a format is called. */
export const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a date and time such as 2026-01-31T09:30:00Z',
  'iso-date-time': 'a date and time such as 2026-01-31T09:30:00',
  date: 'a date such as 2026-01-31',
  time: 'a time such as 09:30:00Z',
  'iso-time': 'a time such as 09:30:00',
  duration: 'a duration such as P3D or PT1H30M',
  email: 'an email address',
  'idn-email': 'an email address',
  hostname: 'a host name',
  'idn-hostname': 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  uri: 'a URI with its scheme, such as https://example.com/',
  url: 'a URL such as https://example.com/',
  iri: 'an IRI with its scheme',
  'uri-reference': 'a URI or a relative reference',
  'iri-reference': 'an IRI or a relative reference',
  'uri-template': 'a URI template',
  uuid: 'a UUID',
  regex: 'a regular expression',
  'json-pointer': 'a JSON pointer such as /items/0',
  'relative-json-pointer': 'a relative JSON pointer such as 1/items',
  'json-pointer-uri-fragment': 'a JSON pointer as a URI fragment, such as #/items/0',
  byte: 'text in Base64',
  binary: 'a file',
  int32: 'an integer from -2147483648 to 2147483647',
  int64: 'an integer from -9223372036854775808 to 9223372036854775807',
  float: 'a number',
  double: 'a number',
  password: 'text',
};

export function typeText(type: unknown): string {
  if (type === 'null') return 'null';
  return type === 'boolean' ? 'true or false' : withArticle(String(type));
}

/** `one of "a", "b" or 3`. */
export function choiceText(values: readonly unknown[]): string {
  const some = capped(values.map(quoted));
  return values.length === 1 ? some.join('') : `one of ${listed(some, 'or')}`;
}

/** What a schema accepts, in a few words: `a string of at most 3 characters`, `an object with "kind"`. */
export function schemaText(schema: Schema, resolve: Resolve, depth = 0): string {
  const found = resolve(schema);
  if (typeof found === 'boolean') return found ? 'any value' : 'nothing';
  if (depth > 3) return 'a declared value';
  const { type, enum: values, const: constant, format, oneOf, anyOf, allOf } = found;
  if (constant !== undefined) return quoted(constant);
  if (values !== undefined) return choiceText(values);
  const types = [type ?? []].flat();
  const branches = schemaList(oneOf ?? anyOf);
  if (branches.length > 0 && types.length === 0) {
    const texts = [...new Set(branches.map((branch) => schemaText(branch, resolve, depth + 1)))];
    return listed(capped(texts), 'or');
  }
  const parts = [found, ...schemaList(allOf).map(resolve)].filter((part) => typeof part === 'object');
  const names = [...new Set(parts.flatMap(({ required }) => required ?? []))];
  const kinds = types.length > 0 ? types : [...new Set(parts.flatMap((part) => [part.type ?? []].flat()))];
  if (kinds.length === 0) return names.length > 0 ? objectText(parts, names) : 'a value that the contract describes';
  return listed(
    kinds.map((kind) => {
      if (kind === 'object') return objectText(parts, names);
      if (kind === 'array') return `an array${itemsText(found, resolve, depth)}${boundsText(found, 'Items', 'item')}`;
      const formatted = format !== undefined && kind !== 'null' ? getOwn(FORMATS, format) : undefined;
      const own = formatted ?? typeText(kind);
      return kind === 'string'
        ? `${own}${boundsText(found, 'Length', 'character')}${patternText(found)}`
        : `${own}${kind === 'null' ? '' : rangeText(found)}`;
    }),
    'or',
  );
}

/** `an object with "kind" "dog" and "name"`: required members, and the values of those that have only one. */
function objectText(parts: readonly SchemaObject[], required: readonly string[]): string {
  if (required.length === 0) return 'an object';
  const members = required.map((name) => {
    const member = parts.map(({ properties }) => getOwn(properties, name)).find((one) => typeof one === 'object');
    const fixed = member?.const ?? (member?.enum?.length === 1 ? member.enum[0] : undefined);
    return fixed === undefined ? quoted(name) : `${quoted(name)} ${quoted(fixed)}`;
  });
  return `an object with ${listed(capped(members), 'and')}`;
}

function itemsText({ items }: SchemaObject, resolve: Resolve, depth: number): string {
  return items === undefined || items === true ? '' : ` whose items are each ${schemaText(items, resolve, depth + 1)}`;
}

function boundsText(schema: SchemaObject, what: 'Items' | 'Length', unit: string): string {
  const least = schema[`min${what}`];
  const most = schema[`max${what}`];
  const bounds = [
    ...(typeof least === 'number' ? [`at least ${counted(least, unit)}`] : []),
    ...(typeof most === 'number' ? [`at most ${counted(most, unit)}`] : []),
  ];
  return bounds.length === 0 ? '' : ` of ${bounds.join(' and ')}`;
}

function rangeText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: SchemaObject): string {
  const bounds = [
    ...(typeof minimum === 'number' ? [`at least ${minimum}`] : []),
    ...(typeof exclusiveMinimum === 'number' ? [`greater than ${exclusiveMinimum}`] : []),
    ...(typeof maximum === 'number' ? [`at most ${maximum}`] : []),
    ...(typeof exclusiveMaximum === 'number' ? [`less than ${exclusiveMaximum}`] : []),
  ];
  return bounds.length === 0 ? '' : ` of ${bounds.join(' and ')}`;
}

function patternText({ pattern }: SchemaObject): string {
  return typeof pattern === 'string' ? ` that matches the pattern ${shortened(pattern)}` : '';
}

export function capped(texts: readonly string[]): string[] {
  if (texts.length <= MAX_LISTED) return [...texts];
  return [...texts.slice(0, MAX_LISTED), `${texts.length - MAX_LISTED} more`];
}

/** A value as it is written in JSON, cut where it is long. */
export function quoted(value: unknown): string {
  if (typeof value === 'bigint' || value === undefined) return String(value);
  return shortened(JSON.stringify(value));
}

export function shortened(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text;
}
