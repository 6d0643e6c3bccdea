import type { AuditEntry, AuditEvent } from './audit-event.ts';

/** The audit chain. */
export interface AuditLog {
  /** Appends an entry: it is kept if, and only if, what it tells of is. Others who append wait for this unit of work. */
  append(entry: AuditEntry): Promise<AuditEvent>;
  /** Clears the addresses of every event that an account or a key of it caused, or that was done to it, a key or a session of it. */
  forgetAddressesOf(accountId: string): Promise<void>;
}
