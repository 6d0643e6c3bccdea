import { CHAIN_START, commitment, eventHash, type AuditEvent, type Hash } from './audit-event.ts';

/** What proving the chain found. */
export type ChainVerdict =
  | { kind: 'intact'; events: number; head: string }
  /** The first event that does not fit, and how. */
  | { kind: 'broken'; sequence: number; id: string; reason: string };

/**
 * Proves a chain of audit events, from the first to the last, without holding more than one of them.
 *
 * @param events in the order of their sequence
 * @returns intact with the number of events and the last hash, which an operator can compare with one kept elsewhere
 *   (a chain that lost its *last* events is intact in itself); or the first broken link
 */
export async function verifyChain(
  events: AsyncIterable<AuditEvent> | Iterable<AuditEvent>,
  hash: Hash,
): Promise<ChainVerdict> {
  let count = 0;
  let head = CHAIN_START;
  for await (const event of events) {
    const reason = brokenBecause(event, count + 1, head, hash);
    if (reason !== undefined) return { kind: 'broken', sequence: event.sequence, id: event.id, reason };
    count += 1;
    head = event.hash;
  }
  return { kind: 'intact', events: count, head };
}

function brokenBecause(event: AuditEvent, sequence: number, head: string, hash: Hash): string | undefined {
  if (event.sequence !== sequence) return `expected number ${sequence}: events are missing or out of order`;
  if (event.previousHash !== head) return 'its link does not match the event before it';
  if (event.hash !== eventHash(event, hash)) return 'its content was changed after it was written';
  const opened = commitment(event, hash);
  if (opened !== null && opened !== event.addressCommitment) return 'its address was changed after it was written';
  return undefined;
}
