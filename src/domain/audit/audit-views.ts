import type { Page, PageRequest } from '../page.ts';
import type { AuditEvent, ChainPlace } from './audit-event.ts';

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

/** A chained audit event. */
export type ShownAuditEvent = Omit<AuditEvent, keyof ChainPlace> & ChainPlace;

/** Whose events are asked for. */
export interface ConcernedAccount {
  id: string;
  /** Index of the address whose invitations concern the account; undefined where none do. */
  emailIndex: string | undefined;
}

/** An event that concerns an account. */
export interface ConcerningEvent {
  event: ShownAuditEvent;
  /** The account, or a key of it, did it. */
  isOwn: boolean;
}

/** Audit events for display, the newest first. */
export interface AuditViews {
  page(query: AuditQuery): Promise<Page<ShownAuditEvent>>;
  /**
   * One page of everything that an account or a key of it caused, and that was done to the account, its keys, sessions
   * and memberships and to invitations to its address; the oldest first.
   */
  concerning(account: ConcernedAccount, page: PageRequest): Promise<Page<ConcerningEvent>>;
}
