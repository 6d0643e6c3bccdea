/** Who did it: an account, an API key, a caller without a credential, or the desk itself. */
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
   * erasing the person clears both, and the rest cannot be traced back.
   */
  address: string | null;
  salt: string | null;
}

/** SHA-256 of a text, as hex: passed in, because the domain imports nothing. */
export type Hash = (text: string) => string;

/** Keyed digest of a text. A caller who can write to the database does not have the key. */
export type Seal = (text: string) => string;

/** The previous hash of the first event. */
export const CHAIN_START = '0'.repeat(64);

/** The place of an event in the chain. */
export interface ChainPlace {
  /** 1 for the first event; no gaps. */
  sequence: number;
  previousHash: string;
  hash: string;
}

/**
 * An entry as it is stored. It is recorded with what it reports, in one transaction, and chained shortly afterwards:
 * until then `sequence`, `previousHash` and `hash` are null, and `entrySeal` protects it.
 */
export class AuditEvent implements AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: string;
  readonly target: { kind: string; id: string | null };
  readonly outcome: 'success' | 'refused';
  readonly correlationId: string;
  readonly address: string | null;
  readonly salt: string | null;
  readonly addressCommitment: string | null;
  readonly sequence: number | null = null;
  readonly previousHash: string | null = null;
  readonly hash: string | null = null;
  /** Keyed digest of the entry until it is chained; null afterwards. */
  readonly entrySeal: string | null;
  /** Keyed proof that the service erased the address; null while it is stored, or where there never was one. */
  readonly addressErasure: string | null = null;

  constructor(entry: AuditEntry, hash: Hash, seal: Seal) {
    this.id = entry.id;
    this.at = entry.at;
    this.actor = entry.actor;
    this.action = entry.action;
    this.target = entry.target;
    this.outcome = entry.outcome;
    this.correlationId = entry.correlationId;
    this.address = entry.address;
    this.salt = entry.salt;
    this.addressCommitment = commitment(entry, hash);
    this.entrySeal = entrySeal(this, seal);
  }
}

/** What the hash of an event covers, beside its place. */
export type HashedEntry = Omit<AuditEntry, 'address' | 'salt'> & { addressCommitment: string | null };

/** Binds an address without showing it. */
export function commitment({ address, salt }: Pick<AuditEntry, 'address' | 'salt'>, hash: Hash): string | null {
  return address === null || salt === null ? null : hash(`${salt}:${address}`);
}

/** The keyed digest that protects an entry until it is chained. */
export function entrySeal(entry: HashedEntry, seal: Seal): string {
  return seal(`entry:${canonical(entry)}`);
}

/** Proves that the service erased the address of an event: the digest cannot be made without the key. */
export function addressErasure(id: string, seal: Seal): string {
  return seal(`address-erased:${id}`);
}

/** The hash of an event: of its canonical JSON (keys in one fixed order, times as ISO 8601) after the previous hash. */
export function eventHash(
  entry: HashedEntry,
  { sequence, previousHash }: Omit<ChainPlace, 'hash'>,
  hash: Hash,
): string {
  return hash(`${previousHash}\n${canonical(entry, [sequence])}`);
}

function canonical(entry: HashedEntry, first: readonly unknown[] = []): string {
  const { id, at, actor, action, target, outcome, correlationId, addressCommitment } = entry;
  return JSON.stringify([
    ...first,
    id,
    at.toISOString(),
    [actor.kind, actor.id],
    action,
    [target.kind, target.id],
    outcome,
    correlationId,
    addressCommitment,
  ]);
}
