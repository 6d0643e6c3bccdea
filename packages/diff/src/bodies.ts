import type { Content, RequestBody } from '@plumbline/contract/contract';
import { compareValues, report, type Carrier, type Comparison } from './comparison.ts';
import { encodingOfMediaType, type Encoding } from './encoding.ts';
import { membersOf } from '@plumbline/contract/json';
import { canonical } from './json-value.ts';
import { matchMediaTypes } from './media-types.ts';
import { partEncodings } from './part-encodings.ts';
import type { OperationPair } from './operation-pair.ts';

/** Request bodies: whether one is needed, in which media types, and what each accepts. */
export function compareRequestBodies(comparison: Comparison, pair: OperationPair): void {
  const base = pair.base.requestBody;
  const revision = pair.revision.requestBody;
  const where = {
    operation: pair.where.operation,
    base: base ? `${pair.where.base}/requestBody` : pair.where.base,
    revision: revision ? `${pair.where.revision}/requestBody` : pair.where.revision,
  };
  if (base && revision) compareBodies(comparison, where, base, revision);
  else if (base) report(comparison, 'request-body-removed', where, {});
  else if (revision) {
    report(comparison, revision.required ? 'request-body-added-required' : 'request-body-added-optional', where, {});
  }
}

function compareBodies(
  comparison: Comparison,
  where: Carrier['where'],
  base: RequestBody,
  revision: RequestBody,
): void {
  if (base.required !== revision.required) {
    report(comparison, `request-body-became-${revision.required ? 'required' : 'optional'}`, where, {});
  }
  const { lost, gained, pairs } = matchMediaTypes(base.content, revision.content);
  for (const from of lost) report(comparison, 'request-body-media-type-removed', where, { from });
  for (const to of gained) report(comparison, 'request-body-media-type-added', where, { to });
  for (const [from, to] of pairs) {
    const one = partEncodings(comparison.base, base.content[from]);
    const other = partEncodings(comparison.revision, revision.content[to]);
    if (one !== other) report(comparison, 'request-body-encoding-changed', where, { from });
  }
  const carrier = { direction: 'request', audience: 'clients', kind: 'body', name: 'the request body' } as const;
  compareContents(comparison, { ...carrier, where }, base.content, revision.content);
}

/** Compares what is accepted in every media type that both have; the same differences in several are told once. */
export function compareContents(comparison: Comparison, carrier: Carrier, base: Content, revision: Content): void {
  const { pairs } = matchMediaTypes(base, revision);
  const told = new Set<unknown>();
  for (const [from, to] of pairs) {
    const one = base[from]?.schema ?? true;
    const other = revision[to]?.schema ?? true;
    const encoding = encodingOf(from, base, to, revision);
    const schemas = `${encoding} ${canonical(one)} ${canonical(other)}`;
    if (told.has(schemas)) continue;
    told.add(schemas);
    const name = told.size === 1 ? carrier.name : `${carrier.name} (${from})`;
    compareValues(comparison, { ...carrier, name, encoding }, one, other);
  }
}

/** How a body is written: as its media type has it in both contracts, and as JSON where a part of a form is. */
function encodingOf(from: string, base: Content, to: string, revision: Content): Encoding {
  const [one, other] = [encodingOfMediaType(from), encodingOfMediaType(to)];
  const isJsonWithin = [base[from], revision[to]].some((media) =>
    Object.values(media?.encoding ?? {}).some((part) => String(membersOf(part).contentType).includes('json')),
  );
  return one === other && !isJsonWithin ? one : 'json';
}
