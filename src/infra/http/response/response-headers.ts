import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { violations } from '@plumbline/contract/check';
import type { Contract, Response, ResponseHeader } from '@plumbline/contract/contract';
import { setOwn } from '@plumbline/contract/json';
import { sample } from '@plumbline/contract/sample/sample';
import type { FieldProblem } from '../../../domain/errors.ts';
import { isJson } from '@plumbline/contract/media-type';
import { parameterReader, type ParameterReader } from '../request/parameter.ts';

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
  return Object.entries(declared?.headers ?? {}).flatMap(([header, declaredHeader]): FieldProblem[] => {
    const { required } = declaredHeader;
    const name = header.toLowerCase();
    const field = `header.${name}`;
    if (WRITTEN_WITH_BODY.has(name)) return [];
    const text = given.get(name);
    if (text === undefined) return required && !isWritten(name) ? [{ field, message: 'is required, but missing' }] : [];
    return problemsOf(contract, declaredHeader, text).map((message) => ({ field, message }));
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
  for (const [header, declaredHeader] of Object.entries(declared?.headers ?? {})) {
    const name = header.toLowerCase();
    const text = given.get(name);
    if (WRITTEN_WITH_BODY.has(name) || (text !== undefined && fitsHeader(contract, declaredHeader, text))) continue;
    for (const one of Object.keys(headers)) if (one.toLowerCase() === name) delete supplied[one];
    if (declaredHeader.required && !isWritten(name)) {
      setOwn(supplied, header, sampleHeader(contract, name, declaredHeader));
    }
  }
  return supplied;
}

/** Whether a text is valid as the value of a header. */
export function fitsHeader(contract: Contract, declared: ResponseHeader, text: string): boolean {
  return problemsOf(contract, declared, text).length === 0;
}

/** A header's example where it is valid; else a moment or a caution that is never wrong; else a sample by its name and `seed`. */
export function sampleHeader(contract: Contract, name: string, declared: ResponseHeader, seed = ''): string {
  const { schema, example } = declared;
  const usual = /^(last-modified|expires)$/i.test(name)
    ? new Date().toUTCString()
    : name.toLowerCase() === 'cache-control'
      ? 'no-cache'
      : undefined;
  const candidates = [example, usual].flatMap((one) => (one === undefined ? [] : [headerText(declared, one)]));
  const fitting = candidates.find((text) => fitsHeader(contract, declared, text));
  return fitting ?? headerText(declared, sample(contract, schema, { seed: `${seed} ${name}`, view: 'response' }));
}

const readers = new WeakMap<ResponseHeader, ParameterReader>();

/** A header is read as clients read it, by its schema: a list, the members of an object, or JSON. */
function problemsOf(contract: Contract, declared: ResponseHeader, text: string): string[] {
  const { schema, explode, mediaType } = declared;
  const reader =
    readers.get(declared) ??
    parameterReader(contract, {
      name: 'header',
      in: 'header',
      required: true,
      schema,
      style: 'simple',
      explode,
      deprecated: false,
      ...(mediaType === undefined ? {} : { mediaType }),
    });
  readers.set(declared, reader);
  return violations(contract, schema, reader.read(text), 'response').map(({ message }) => message);
}

function byLowerCase(headers: Headers): Map<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The `simple` style of RFC 6570, which is the only one of headers; JSON where the contract declares it. */
export function headerText(declared: Pick<ResponseHeader, 'explode' | 'mediaType'>, value: unknown): string {
  if (declared.mediaType !== undefined && isJson(declared.mediaType)) return writeExactJson(value);
  if (typeof value === 'string') return value;
  const plain = { explode: false };
  if (Array.isArray(value)) return value.map((item) => headerText(plain, item)).join(',');
  if (typeof value !== 'object' || value === null) return writeExactJson(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}${declared.explode ? '=' : ','}${headerText(plain, member)}`)
    .join(',');
}
