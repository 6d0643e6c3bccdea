/** Who did it: an account, an API key, or somebody who showed no credential. */
export interface Actor {
  kind: 'account' | 'api-key' | 'anonymous' | 'system';
  /** Account or key id; never a name or an address, so that erasing a person leaves the chain valid. */
  id: string | null;
}

/** What was done, before it has a place in the chain. */
export interface AuditEntry {
  id: string;
  at: Date;
  actor: Actor;
  /** The operationId, or what the runtime noticed: `refresh-token-replayed`. */
  action: string;
  /** What it was done to: `project` and its id. */
  target: { kind: string; id: string | null };
  outcome: 'success' | 'refused';
  correlationId: string;
  /**
   * Network address it came from, and the random salt of its commitment. Only the commitment is part of the chain:
   * erasing the person clears both, and what is left cannot be traced back.
   */
  address: string | null;
  salt: string | null;
}

/** SHA-256 of a text, as hex: passed in, for the domain imports nothing. */
export type Hash = (text: string) => string;

/** The previous hash of the first event. */
export const CHAIN_START = '0'.repeat(64);

/** An entry with its place in the chain. Appended, never changed, but for `address` and `salt` at an erasure. */
export class AuditEvent implements AuditEntry {
  readonly id: string;
  /** 1 for the first event; no gaps. */
  readonly sequence: number;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: string;
  readonly target: { kind: string; id: string | null };
  readonly outcome: 'success' | 'refused';
  readonly correlationId: string;
  address: string | null;
  salt: string | null;
  readonly addressCommitment: string | null;
  readonly previousHash: string;
  readonly hash: string;

  /** @param previous the last event of the chain so far; none for the first */
  constructor(entry: AuditEntry, previous: Pick<AuditEvent, 'sequence' | 'hash'> | undefined, hash: Hash) {
    this.id = entry.id;
    this.sequence = (previous?.sequence ?? 0) + 1;
    this.at = entry.at;
    this.actor = entry.actor;
    this.action = entry.action;
    this.target = entry.target;
    this.outcome = entry.outcome;
    this.correlationId = entry.correlationId;
    this.address = entry.address;
    this.salt = entry.salt;
    this.addressCommitment = commitment(entry, hash);
    this.previousHash = previous?.hash ?? CHAIN_START;
    this.hash = eventHash(this, hash);
  }

  /** Forgets where it came from. The chain stays valid: it holds a commitment that nothing can open any more. */
  forgetAddress(): void {
    this.address = null;
    this.salt = null;
  }
}

/** Binds an address without showing it. */
export function commitment({ address, salt }: Pick<AuditEntry, 'address' | 'salt'>, hash: Hash): string | null {
  return address === null || salt === null ? null : hash(`${salt}:${address}`);
}

/** The hash of an event: of its canonical JSON (keys in one fixed order, times as ISO 8601) after the previous hash. */
export function eventHash(event: Omit<AuditEvent, 'hash' | 'forgetAddress'>, hash: Hash): string {
  const { sequence, id, at, actor, action, target, outcome, correlationId, addressCommitment, previousHash } = event;
  const canonical = JSON.stringify([
    sequence,
    id,
    at.toISOString(),
    [actor.kind, actor.id],
    action,
    [target.kind, target.id],
    outcome,
    correlationId,
    addressCommitment,
  ]);
  return hash(`${previousHash}\n${canonical}`);
}
