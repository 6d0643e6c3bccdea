import { commitment, eventHash, type AuditEvent, type Hash } from './audit-event.ts';
import { emptyChain, headAfter, type AuditHead, type Seal } from './audit-head.ts';

/** What proving the chain found. */
export type ChainVerdict =
  | { kind: 'intact'; events: number; head: string }
  /** The first event that does not fit, and how; no id where the event itself is missing. */
  | { kind: 'broken'; sequence: number; id: string | null; reason: string };

/** What the events are held against. */
export interface ChainProof {
  hash: Hash;
  seal: Seal;
  /** The head as it is stored; none where it is gone or without a seal, which breaks every chain. */
  head: AuditHead | undefined;
  /** Number and hash of an event, as an operator noted them: the only proof against somebody who has the keys too. */
  noted?: { sequence: number; hash: string } | undefined;
}

/**
 * Proves a chain of audit events, from the first to the last, without holding more than one of them.
 *
 * @param events in the order of their sequence
 * @returns intact with the number of events and the last hash, or the first broken link
 */
export async function verifyChain(
  events: AsyncIterable<AuditEvent> | Iterable<AuditEvent>,
  { hash, seal, head, noted }: ChainProof,
): Promise<ChainVerdict> {
  let last = emptyChain(seal);
  let reason = sealBroken(last, head);
  if (reason !== undefined) return { kind: 'broken', sequence: 1, id: null, reason };
  for await (const event of events) {
    reason = brokenBecause(event, last, hash);
    if (head !== undefined && event.sequence > head.sequence)
      reason ??= 'it was added by somebody else than the service';
    last = headAfter(last, event, seal);
    reason ??= sealBroken(last, head);
    if (last.sequence === noted?.sequence && last.hash !== noted.hash) reason ??= 'its hash is not the one noted';
    if (reason !== undefined) return { kind: 'broken', sequence: event.sequence, id: event.id, reason };
  }
  const missing = { kind: 'broken', sequence: last.sequence + 1, id: null } as const;
  if (head === undefined) return { ...missing, reason: 'the end of the chain has no seal: somebody took it away' };
  const end = Math.max(head.sequence, noted?.sequence ?? 0);
  if (last.sequence >= end) return { kind: 'intact', events: last.sequence, head: last.hash };
  reason = `the chain ends before it; ${end} events were written, ${end - last.sequence} are missing at its end`;
  return { ...missing, reason };
}

function sealBroken(last: AuditHead, head: AuditHead | undefined): string | undefined {
  if (last.sequence !== head?.sequence || last.seal === head.seal) return undefined;
  return 'the seal does not fit: the chain was written anew, or its end was moved';
}

function brokenBecause(event: AuditEvent, last: AuditHead, hash: Hash): string | undefined {
  const expected = last.sequence + 1;
  if (event.sequence !== expected) return `expected number ${expected}: events are missing or out of order`;
  if (event.previousHash !== last.hash) return 'its link does not match the event before it';
  if (event.hash !== eventHash(event, hash)) return 'its content was changed after it was written';
  const opened = commitment(event, hash);
  if (opened !== null && opened !== event.addressCommitment) return 'its address was changed after it was written';
  return undefined;
}
