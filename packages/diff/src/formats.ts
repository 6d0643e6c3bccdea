import type { SchemaObject } from '@plumbline/contract/contract';
import type { JsonType } from './types.ts';

/** Formats that validators and generated clients hold a value to. Others are remarks. */
const HELD = new Set([
  ...['date', 'date-time', 'time', 'duration', 'email', 'idn-email', 'hostname', 'idn-hostname', 'ipv4', 'ipv6'],
  ...['uri', 'uri-reference', 'uri-template', 'iri', 'iri-reference', 'uuid', 'regex', 'json-pointer'],
  ...['relative-json-pointer', 'int32', 'int64', 'float', 'double', 'byte', 'binary', 'decimal'],
]);

/** How a text carries something else: read as if it were plain, or the other way round, it is another thing altogether. */
const ENCODINGS = new Set(['byte', 'base64url', 'base32', 'base32hex', 'base16', 'quoted-printable']);

/** Each format with those that accept all of it and more. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  int32: ['int64', 'float', 'double'],
  int64: ['double'],
  float: ['double'],
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  uri: ['uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
};

/** Formats that ask nothing of a value: how a form shows it. */
const HINTS = new Set(['password']);

const OF_NUMBERS = new Set(['int32', 'float', 'double']);
/** Formats that may stand for numbers as well as for text that holds them. */
const OF_BOTH = new Set(['int64', 'decimal']);

/** The formats that ask something of values of these types: a date is a text, an int32 is a number. */
export function formatsOf(parts: readonly SchemaObject[], types: ReadonlySet<JsonType>): string[] {
  const isNumber = types.has('integer') || types.has('number');
  const formats = parts.map(formatOf).filter((format): format is string => {
    if (typeof format !== 'string' || HINTS.has(format)) return false;
    if (!HELD.has(format) || OF_BOTH.has(format)) return true;
    return OF_NUMBERS.has(format) ? isNumber : types.has('string');
  });
  return [...new Set(formats)].sort();
}

/** The format of a schema object; OpenAPI 3.1's content keywords are what 3.0 calls `byte` and `binary`. */
function formatOf(part: SchemaObject): string | undefined {
  if (part.format !== undefined) return part.format;
  if (part.contentEncoding === 'base64') return 'byte';
  if (typeof part.contentEncoding === 'string' && ENCODINGS.has(part.contentEncoding)) return part.contentEncoding;
  return part.contentMediaType === 'application/octet-stream' ? 'binary' : undefined;
}

export type FormatConcern =
  | 'format-added'
  | 'format-removed'
  | 'format-generalized'
  | 'format-specialized'
  | 'format-changed'
  | 'custom-format-changed';

/** What became of the formats; `custom` where one of them is only a remark, whose meaning nobody can compare. */
export function formatChange(base: readonly string[], revision: readonly string[]): FormatConcern | undefined {
  const gone = base.filter((format) => !revision.includes(format));
  const added = revision.filter((format) => !base.includes(format));
  if (gone.length === 0 && added.length === 0) return undefined;
  if ([...gone, ...added].some((format) => ENCODINGS.has(format))) return 'format-changed';
  if ([...gone, ...added].some((format) => !HELD.has(format))) return 'custom-format-changed';
  if (gone.length === 0) return 'format-added';
  if (added.length === 0) return 'format-removed';
  if (gone.every((format) => added.some((other) => WIDER[format]?.includes(other)))) {
    return 'format-generalized';
  }
  if (added.every((format) => gone.some((other) => WIDER[format]?.includes(other)))) {
    return 'format-specialized';
  }
  return 'format-changed';
}

/** A pattern is looked for anywhere in a text: some are found in every one. */
export function asksSomething(pattern: string): boolean {
  return !/^(\^|\$|\^?\.\*|\.\*\$)?$/.test(pattern);
}
