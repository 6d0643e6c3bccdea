/** What a request did it to, as audit events name it. */
export interface AuditTarget {
  kind: string;
  id: string | null;
}

/**
 * What the audit chain will say of this request. Every write is recorded without a word from its handler: who, which
 * operation, on what its path names. A handler speaks up where that is not the whole story.
 */
export interface AuditTrail {
  /** It was done to this, which the path does not name: a thing that did not exist before. */
  concerns(kind: string, id: string): void;
  /** It was done by this account, which the request only now proved to be. */
  causedBy(accountId: string): void;
  /** Forgets where the requests of an account came from, this one included. */
  forget(accountId: string): Promise<void>;
  /** Something noteworthy happened besides: `refresh-token-replayed`. */
  note(action: string, target: AuditTarget): void;
}
