import type { Response, ResponseHeader } from '@plumbline/contract/contract';
import { pointerToken } from '@plumbline/contract/schema';
import { compareContents } from './bodies.ts';
import { compareValues, report, type Carrier, type Comparison } from './comparison.ts';
import { matchMediaTypes } from './media-types.ts';
import type { OperationPair } from './operation-pair.ts';

/** Responses by status: which there are, and what each brings. */
export function compareResponses(comparison: Comparison, pair: OperationPair): void {
  const before = pair.base.responses;
  const after = pair.revision.responses;
  const told = new Set<string>();
  for (const status of [...Object.keys(before), ...Object.keys(after)]) {
    const one = covering(before, status);
    const other = covering(after, status);
    const key = `${one ?? ''} ${other ?? ''}`;
    if (told.has(key)) continue;
    told.add(key);
    const where = {
      operation: pair.where.operation,
      base: pointerTo(pair.where.base, one),
      revision: pointerTo(pair.where.revision, other),
    };
    const [base, revision] = [before[one ?? ''], after[other ?? '']];
    if (base && revision) {
      if (!isMerelyNamed(status, { status: one, response: base }, { status: other, response: revision })) {
        compareResponse(comparison, where, status, base, revision);
      } else report(comparison, 'response-non-success-status-added', where, { to: status });
    } else if (!isSpelledOut(status, base ? after : before)) {
      const rule = `response-${isSuccess(status) ? 'success' : 'non-success'}-status-${base ? 'removed' : 'added'}`;
      report(comparison, rule, where, { from: status, to: status });
    }
  }
}

function pointerTo(operation: string, status: string | undefined): string {
  return status === undefined ? `${operation}/responses` : `${operation}/responses/${pointerToken(status)}`;
}

/** The declared status that speaks for a status: itself, its range, or `default` where nothing else speaks of success. */
export function covering(responses: Record<string, Response>, status: string): string | undefined {
  const declared = Object.keys(responses);
  const range = `${status.slice(0, 1)}XX`;
  const own = declared.find((one) => one === status) ?? declared.find((one) => one.toUpperCase() === range);
  if (own !== undefined || (isSuccess(status) && declared.some(isSuccess))) return own;
  return declared.find((one) => one === 'default');
}

/** True for a range, `4XX`, of which the other side names members. */
function isSpelledOut(status: string, others: Record<string, Response>): boolean {
  return /^[1-5]XX$/iu.test(status) && Object.keys(others).some((one) => one.startsWith(status.slice(0, 1)));
}

/** True for an error that `default` or a range gave a body, and that now has a name of its own and no body that could differ. */
function isMerelyNamed(status: string, base: Declared, revision: Declared): boolean {
  return (
    !isSuccess(status) &&
    base.status !== status &&
    revision.status === status &&
    hasContent(base.response) &&
    !hasContent(revision.response)
  );
}

interface Declared {
  status: string | undefined;
  response: Response;
}

function hasContent({ content }: Response): boolean {
  return Object.keys(content).length > 0;
}

export function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

function compareResponse(
  comparison: Comparison,
  where: Carrier['where'],
  status: string,
  base: Response,
  revision: Response,
): void {
  const { lost, gained, pairs } = matchMediaTypes(base.content, revision.content);
  for (const from of lost) {
    const members = pairs.filter(([one]) => one === from).map(([, to]) => to);
    const rule = `response-media-type-${members.length > 0 ? 'specialized' : 'removed'}`;
    report(comparison, rule, where, { status, from, to: members.join(', ') });
  }
  for (const to of gained) report(comparison, 'response-media-type-added', where, { status, to });
  const carrier = { direction: 'response', audience: 'clients' } as const;
  const name = `the body of response ${status}`;
  compareContents(comparison, { ...carrier, kind: 'body', name, where }, base.content, revision.content);
  compareHeaders(comparison, where, status, base.headers, revision.headers);
  for (const link of Object.keys(base.links)) {
    if (!Object.hasOwn(revision.links, link)) report(comparison, 'response-link-removed', where, { status, link });
  }
  for (const link of Object.keys(revision.links)) {
    if (!Object.hasOwn(base.links, link)) report(comparison, 'response-link-added', where, { status, link });
  }
}

type Headers = Record<string, ResponseHeader>;

function compareHeaders(
  comparison: Comparison,
  where: Carrier['where'],
  status: string,
  base: Headers,
  revision: Headers,
): void {
  const after = new Map(Object.entries(revision).map(([name, header]) => [name.toLowerCase(), header]));
  const before = new Set(Object.keys(base).map((name) => name.toLowerCase()));
  for (const [header, one] of Object.entries(base)) {
    const other = after.get(header.toLowerCase());
    const facts = { status, header };
    if (!other) {
      const rule = `${one.required ? 'required' : 'optional'}-response-header-removed`;
      report(comparison, rule, where, facts);
      continue;
    }
    if (one.required !== other.required) {
      report(comparison, `response-header-became-${other.required ? 'required' : 'optional'}`, where, facts);
    }
    const name = `header ${header} of response ${status}`;
    const carrier: Carrier = {
      direction: 'response',
      audience: 'clients',
      kind: 'header',
      name,
      where,
      encoding: 'text',
    };
    compareValues(comparison, carrier, one.schema, other.schema);
  }
  for (const header of Object.keys(revision)) {
    if (!before.has(header.toLowerCase())) report(comparison, 'response-header-added', where, { status, header });
  }
}
