import { CHAIN_START, eventHash, type ChainPlace, type Hash, type HashedEntry, type Seal } from './audit-event.ts';

/** The end of the chain: the last event's number and hash, and a seal over the hashes of all events. */
export interface AuditHead {
  sequence: number;
  hash: string;
  seal: string;
}

/** The head of a chain without events. It is sealed as well, so that removing every event is noticed. */
export function emptyChain(seal: Seal): AuditHead {
  return { sequence: 0, hash: CHAIN_START, seal: seal(CHAIN_START) };
}

/** The head after one more event. Each seal is made from the one before it: a forged one is never repaired. */
export function headAfter(head: AuditHead, event: { sequence: number; hash: string }, seal: Seal): AuditHead {
  return { sequence: event.sequence, hash: event.hash, seal: seal(`${head.seal}:${event.hash}`) };
}

/** The place of an entry right after the head. */
export function placeAfter(head: AuditHead, entry: HashedEntry, hash: Hash): ChainPlace {
  const place = { sequence: head.sequence + 1, previousHash: head.hash };
  return { ...place, hash: eventHash(entry, place, hash) };
}
