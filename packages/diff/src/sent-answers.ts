import type { Content, Response } from '@plumbline/contract/contract';
import { compareContents } from './bodies.ts';
import { compareValues, type Carrier, type Comparison } from './comparison.ts';
import { matchMediaTypes } from './media-types.ts';
import { covering, isSuccess } from './responses.ts';
import { tell, type SentPair } from './sent-pair.ts';

/** Answers that the service takes: what it understood it must still understand. */
export function compareAnswers(comparison: Comparison, pair: SentPair): void {
  const [before, after] = [pair.base.responses, pair.revision.responses];
  for (const [status, one] of Object.entries(before)) {
    const other = after[covering(after, status) ?? ''];
    if (other) compareAnswer(comparison, pair, status, one, other);
    else tell(comparison, pair, isSuccess(status) ? 'success-status-removed' : 'status-removed', { from: status });
  }
  for (const status of Object.keys(after)) {
    if (covering(before, status) === undefined) tell(comparison, pair, 'status-added', { to: status });
  }
}

function compareAnswer(comparison: Comparison, pair: SentPair, status: string, one: Response, other: Response): void {
  const carrier = { direction: 'request', audience: pair.audience, where: pair.where } as const;
  const name = `answer ${status} to ${pair.label}`;
  compareAnswerContents(comparison, pair, status, one.content, other.content);
  compareContents(comparison, { ...carrier, kind: 'body', name }, one.content, other.content);
  const before = new Map(Object.entries(one.headers).map(([header, each]) => [header.toLowerCase(), each]));
  for (const [header, each] of Object.entries(other.headers)) {
    const known = before.get(header.toLowerCase());
    if (each.required && !known?.required) {
      tell(comparison, pair, 'answer-header-became-required', { status, header });
    }
    if (!known) continue;
    const text: Carrier = { ...carrier, kind: 'header', name: `header ${header} of ${name}`, encoding: 'text' };
    compareValues(comparison, text, known.schema, each.schema);
  }
}

function compareAnswerContents(
  comparison: Comparison,
  pair: SentPair,
  status: string,
  base: Content,
  revision: Content,
): void {
  const isEmpty = Object.keys(base).length === 0;
  if (isEmpty && Object.keys(revision).length > 0) {
    tell(comparison, pair, 'answer-body-added', { status, to: Object.keys(revision).join(', ') });
    return;
  }
  // An answer without a declared body is one that is not read.
  if (Object.keys(revision).length === 0) return;
  const { lost, gained } = matchMediaTypes(base, revision);
  for (const from of lost) tell(comparison, pair, 'answer-media-type-removed', { status, from });
  for (const to of gained) tell(comparison, pair, 'answer-media-type-added', { status, to });
}
