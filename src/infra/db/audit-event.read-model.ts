import { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { AuditQuery, AuditViews } from '../../domain/audit/audit-views.ts';
import type { EntityManager } from './database.ts';
import { filters, pageOf, windowOf } from './entity-pages.ts';

/** Audit events as they are shown. */
export function auditEventReadModel(em: EntityManager): AuditViews {
  return {
    page: (query) =>
      pageOf(
        em.findAndCount(AuditEvent, conditions(query), { orderBy: { sequence: 'desc' }, ...windowOf(query) }),
        query,
      ),
    concerning: (accountId, ids) => {
      const theirs = { id: { $in: [accountId, ...ids] } };
      // Memberships are named by the project and the account.
      const part = { kind: 'member', id: { $like: `%:${accountId}` } };
      const conditions = { $or: [{ actor: theirs }, { target: theirs }, { target: part }] };
      return em.find(AuditEvent, conditions, { orderBy: { sequence: 'asc' } });
    },
  };
}

function conditions({ actorId, action, targetKind, targetId, outcome, correlationId, from, until }: AuditQuery) {
  const actor = filters({ id: actorId });
  const target = filters({ kind: targetKind, id: targetId });
  const at = filters({ $gte: from, $lt: until });
  return {
    ...filters({ action, outcome, correlationId }),
    ...(Object.keys(actor).length > 0 && { actor }),
    ...(Object.keys(target).length > 0 && { target }),
    ...(Object.keys(at).length > 0 && { at }),
  };
}
