import type { AuditEntry } from './audit-event.ts';

/** The audit log of one unit of work. */
export interface AuditLog {
  /** Records an entry: it is stored if, and only if, the change that it reports is. It is chained after the commit. */
  append(entry: AuditEntry): Promise<void>;
  /**
   * Erases the addresses of every event that an account, or a key or session of it, caused or was the target of.
   * Call it while the keys and sessions are still there.
   */
  forgetAddressesOf(accountId: string): Promise<void>;
}
