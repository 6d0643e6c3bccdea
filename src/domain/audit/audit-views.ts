import type { Page, PageRequest } from '../page.ts';
import type { AuditEvent } from './audit-event.ts';

/** Only events that fit everything given. */
export interface AuditQuery extends PageRequest {
  actorId?: string | undefined;
  action?: string | undefined;
  targetKind?: string | undefined;
  targetId?: string | undefined;
  outcome?: AuditEvent['outcome'] | undefined;
  correlationId?: string | undefined;
  /** From this moment on. */
  from?: Date | undefined;
  /** Before this moment. */
  until?: Date | undefined;
}

/** Audit events that are only shown, the newest first. */
export interface AuditViews {
  page(query: AuditQuery): Promise<Page<AuditEvent>>;
  /**
   * Everything that an account or its keys caused, and that was done to what is theirs, the oldest first.
   * @param ids of the account, and of its keys, sessions and invitations
   */
  concerning(accountId: string, ids: readonly string[]): Promise<AuditEvent[]>;
}
