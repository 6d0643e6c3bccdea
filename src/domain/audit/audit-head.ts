import { CHAIN_START } from './audit-event.ts';

/** The end of the chain: the last event's number and hash, and a seal over the hashes of all events. */
export interface AuditHead {
  sequence: number;
  hash: string;
  seal: string;
}

/** Keyed digest of a text. Whoever can write to the database does not have the key. */
export type Seal = (text: string) => string;

/** The head of a chain without events, which is sealed as well: who removes every event cannot make it. */
export function emptyChain(seal: Seal): AuditHead {
  return { sequence: 0, hash: CHAIN_START, seal: seal(CHAIN_START) };
}

/** The head after one more event. Each seal is made from the one before it: a forged one is never mended. */
export function headAfter(head: AuditHead, event: { sequence: number; hash: string }, seal: Seal): AuditHead {
  return { sequence: event.sequence, hash: event.hash, seal: seal(`${head.seal}:${event.hash}`) };
}
