import {
  addressErasure,
  commitment,
  eventHash,
  type AuditEvent,
  type ChainPlace,
  type Hash,
  type Seal,
} from './audit-event.ts';
import { emptyChain, headAfter, type AuditHead } from './audit-head.ts';

/** What the verification of the chain found. */
export type ChainVerdict =
  | { kind: 'intact'; events: number; head: string }
  /** The first event that does not fit, and why; no id where the event itself is missing. */
  | { kind: 'broken'; sequence: number; id: string | null; reason: string };

/** A chained event as it is read for verification. */
export type ChainedEvent = Omit<AuditEvent, keyof ChainPlace> &
  ChainPlace & {
    /** Why a column of it cannot be read, as where an encrypted value was changed. */
    unreadable?: string | undefined;
  };

/** What the events are checked against. */
export interface ChainProof {
  hash: Hash;
  seal: Seal;
  /** The head as it is stored; absent where it is gone or has no seal, which breaks every chain. */
  head: AuditHead | undefined;
  /** Hashes of events by number, from anchors outside the database. */
  noted?: ReadonlyMap<number, string> | undefined;
}

/**
 * Verifies a chain of audit events, from the first to the last, holding one of them at a time.
 *
 * @param events in the order of their sequence
 * @returns intact with the number of events and the last hash, or the first broken link
 */
export async function verifyChain(
  events: AsyncIterable<ChainedEvent> | Iterable<ChainedEvent>,
  { hash, seal, head, noted = new Map() }: ChainProof,
): Promise<ChainVerdict> {
  let last = emptyChain(seal);
  let reason = brokenSeal(last, head);
  if (reason !== undefined) return { kind: 'broken', sequence: 1, id: null, reason };
  for await (const event of events) {
    reason = brokenLink(event, last, hash) ?? brokenAddress(event, hash, seal);
    if (head !== undefined && event.sequence > head.sequence) reason ??= 'it was not added by the service';
    last = headAfter(last, event, seal);
    reason ??= brokenSeal(last, head);
    const notedHash = noted.get(event.sequence);
    if (notedHash !== undefined && notedHash !== event.hash) reason ??= 'its hash differs from the anchor';
    if (reason !== undefined) return { kind: 'broken', sequence: event.sequence, id: event.id, reason };
  }
  const missing = { kind: 'broken', sequence: last.sequence + 1, id: null } as const;
  if (head === undefined) return { ...missing, reason: 'the end of the chain has no seal: it was removed' };
  const end = Math.max(head.sequence, ...noted.keys());
  if (last.sequence >= end) return { kind: 'intact', events: last.sequence, head: last.hash };
  reason = `the chain ends before it; ${end} events were written, ${end - last.sequence} are missing at its end`;
  return { ...missing, reason };
}

function brokenSeal(last: AuditHead, head: AuditHead | undefined): string | undefined {
  if (last.sequence !== head?.sequence || last.seal === head.seal) return undefined;
  return 'the seal does not fit: the chain was rewritten, or its end was moved';
}

function brokenLink(event: ChainedEvent, last: AuditHead, hash: Hash): string | undefined {
  const expected = last.sequence + 1;
  if (event.sequence !== expected) return `expected number ${expected}: events are missing or out of order`;
  if (event.unreadable !== undefined) return event.unreadable;
  if (event.previousHash !== last.hash) return 'its link does not match the event before it';
  if (event.hash !== eventHash(event, event, hash)) return 'its content was changed after it was written';
  if (event.entrySeal !== null) return 'its content was changed after it was written';
  return undefined;
}

/** An address is there and opens its commitment, or the service erased it, or there never was one. */
function brokenAddress(event: ChainedEvent, hash: Hash, seal: Seal): string | undefined {
  const { address, salt, addressCommitment } = event;
  if (address === null && salt === null) {
    const expected = addressCommitment === null ? null : addressErasure(event.id, seal);
    return event.addressErasure === expected ? undefined : 'its address was removed by another than the service';
  }
  const isOpened = addressCommitment !== null && commitment(event, hash) === addressCommitment;
  return isOpened && event.addressErasure === null ? undefined : 'its address was changed after it was written';
}
