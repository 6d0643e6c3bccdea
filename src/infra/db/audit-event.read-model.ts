import { AuditEvent, type ChainPlace } from '../../domain/audit/audit-event.ts';
import type { AuditQuery, AuditViews, ShownAuditEvent } from '../../domain/audit/audit-views.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { AuditChaining } from './audit-chaining.ts';
import type { EntityManager } from './database.ts';
import { filters, pageOf, windowOf } from './entity-pages.ts';

interface ConcerningRow {
  id: string;
  is_own: boolean;
}

/** The ids of an account's parts are looked up by the database: an account may have any number of them. */
const CONCERNING = `
  with own as (
    select ? as id union all select id::text from desk.api_keys where account_id = ?
  ), parts as (
    select id from own
    union all select id::text from desk.invitations where email_index = ?
    union all select id::text from desk.sessions where account_id = ?
  ), concerning as (
    select id, sequence, actor ->> 'id' in (select id from own) as is_own from desk.audit_events
    where sequence is not null and (
      actor ->> 'id' in (select id from own) or target ->> 'id' in (select id from parts)
      -- Memberships are named by the project and the account.
      or (target ->> 'kind' = 'member' and target ->> 'id' like '%:' || ?::text)
    )
  )`;
const COUNT_CONCERNING = `${CONCERNING} select count(*)::integer as total from concerning`;
const PAGE_CONCERNING = `${CONCERNING} select id, coalesce(is_own, false) as is_own from concerning order by sequence limit ? offset ?`;

/** Audit events for display. Events that were committed before the query are chained first, so that none is missing. */
export function auditEventReadModel(em: EntityManager, chaining: Pick<AuditChaining, 'settle'>): AuditViews {
  const pageWhere = async (conditions: object, page: PageRequest): Promise<Page<ShownAuditEvent>> => {
    await chaining.settle();
    const where = { $and: [conditions, { sequence: { $ne: null } }] };
    const found = em.findAndCount(AuditEvent, where, { orderBy: { sequence: 'desc' }, ...windowOf(page) });
    const { entries, ...rest } = await pageOf(found, page);
    return { ...rest, entries: entries.filter(isChained) };
  };
  return {
    page: (query) => pageWhere(conditionsOf(query), query),
    concerning: async ({ id, emailIndex = null }, page) => {
      await chaining.settle();
      const { limit, offset } = windowOf(page);
      const parts = [id, id, emailIndex, id, id];
      const [count] = await em.execute<{ total: number }[]>(COUNT_CONCERNING, parts);
      const rows = await em.execute<ConcerningRow[]>(PAGE_CONCERNING, [...parts, limit, offset]);
      const isOwn = new Map(rows.map((row) => [row.id, row.is_own]));
      const events = await em.find(AuditEvent, { id: { $in: [...isOwn.keys()] } }, { orderBy: { sequence: 'asc' } });
      const entries = events.filter(isChained).map((event) => ({ event, isOwn: isOwn.get(event.id) === true }));
      return { ...page, entries, total: count?.total ?? 0 };
    },
  };
}

function isChained(event: AuditEvent): event is AuditEvent & ChainPlace {
  return event.sequence !== null;
}

function conditionsOf({ actorId, action, targetKind, targetId, outcome, correlationId, from, until }: AuditQuery) {
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
