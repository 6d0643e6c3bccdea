import { writeExactJson } from '../../contract/exact-numbers.ts';
import { violations } from '../../contract/check.ts';
import type { Contract, Response, ResponseHeader, Schema } from '../../contract/contract.ts';
import { sample } from '../../contract/sample/sample.ts';
import type { FieldProblem } from '../../../domain/errors.ts';
import { acceptedTypes, coerceText } from '../request/coerce.ts';

type Headers = Readonly<Record<string, string>>;

/** Whether somebody else writes a header, by its lower-case name: a rate limit, the request's id. */
export type IsWritten = (name: string) => boolean;

/** Written with the body, whatever is declared of them (of Content-Type: OpenAPI 3.1, 4.8.17.1). */
const WRITTEN_WITH_BODY = new Set(['content-type', 'content-length', 'transfer-encoding', 'connection', 'date']);

/** Whether a header is written together with the body, whatever a contract declares of it. */
export function isWrittenWithBody(name: string): boolean {
  return WRITTEN_WITH_BODY.has(name.toLowerCase());
}

/** Headers that the contract declares wrong or missing. */
export function headerProblems(
  contract: Contract,
  declared: Response | undefined,
  headers: Headers,
  isWritten: IsWritten,
): FieldProblem[] {
  const given = byLowerCase(headers);
  return Object.entries(declared?.headers ?? {}).flatMap(([header, { required, schema }]): FieldProblem[] => {
    const name = header.toLowerCase();
    const field = `header.${name}`;
    if (WRITTEN_WITH_BODY.has(name)) return [];
    const text = given.get(name);
    if (text === undefined) return required && !isWritten(name) ? [{ field, message: 'is required, but missing' }] : [];
    return problemsOf(contract, schema, text).map((message) => ({ field, message }));
  });
}

/**
 * The headers of an answer that nobody wrote by hand, as the contract wants them: what is required and not known is its
 * example or a sample, and what is known but declared otherwise is left out. Such an answer never fails for its headers
 * after its work is done.
 */
export function suppliedHeaders(
  contract: Contract,
  declared: Response | undefined,
  headers: Headers,
  isWritten: IsWritten,
): Record<string, string> {
  const supplied: Record<string, string> = { ...headers };
  const given = byLowerCase(headers);
  for (const [header, { required, schema, example }] of Object.entries(declared?.headers ?? {})) {
    const name = header.toLowerCase();
    const text = given.get(name);
    if (WRITTEN_WITH_BODY.has(name) || (text !== undefined && fitsHeader(contract, schema, text))) continue;
    for (const one of Object.keys(headers)) if (one.toLowerCase() === name) delete supplied[one];
    if (required && !isWritten(name)) supplied[header] = sampleHeader(contract, name, { schema, example });
  }
  return supplied;
}

/** Whether a text is valid as the value of a header. */
export function fitsHeader(contract: Contract, schema: Schema, text: string): boolean {
  return problemsOf(contract, schema, text).length === 0;
}

/** A header's example where it is valid; else a moment or a caution that is never wrong; else a sample by its name and `seed`. */
export function sampleHeader(
  contract: Contract,
  name: string,
  { schema, example }: Pick<ResponseHeader, 'schema' | 'example'>,
  seed = '',
): string {
  const usual = /^(last-modified|expires)$/i.test(name)
    ? new Date().toUTCString()
    : name.toLowerCase() === 'cache-control'
      ? 'no-cache'
      : undefined;
  const candidates = [example, usual].flatMap((one) => (one === undefined ? [] : [headerText(one)]));
  const fitting = candidates.find((text) => fitsHeader(contract, schema, text));
  return fitting ?? headerText(sample(contract, schema, { seed: `${seed} ${name}`, view: 'response' }));
}

function problemsOf(contract: Contract, schema: Schema, text: string): string[] {
  const types = acceptedTypes(contract, schema);
  const value = coerceText(text, types);
  const isList = types.has('array') && typeof value === 'string';
  return violations(contract, schema, isList ? text.split(/,\s*/) : value, 'response').map(({ message }) => message);
}

function byLowerCase(headers: Headers): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The `simple` style of RFC 6570, which is the only one of headers. */
export function headerText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(headerText).join(',');
  if (typeof value !== 'object' || value === null) return writeExactJson(value);
  return Object.entries(value)
    .flatMap(([name, member]) => [name, headerText(member)])
    .join(',');
}
