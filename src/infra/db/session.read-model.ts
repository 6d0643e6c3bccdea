import { Session } from '../../domain/session/session.ts';
import type { SessionViews } from '../../domain/session/session-views.ts';
import type { EntityManager } from './database.ts';
import { pageOf, windowOf } from './entity-pages.ts';

/** Sessions as they are shown. */
export function sessionReadModel(em: EntityManager): SessionViews {
  return {
    page: (accountId, now, page) =>
      pageOf(
        em.findAndCount(
          Session,
          { accountId, revokedAt: null, expiresAt: { $gt: now } },
          { orderBy: { createdAt: 'desc', id: 'desc' }, ...windowOf(page) },
        ),
        page,
      ),
    allOf: (accountId, page) =>
      pageOf(
        em.findAndCount(Session, { accountId }, { orderBy: { createdAt: 'desc', id: 'desc' }, ...windowOf(page) }),
        page,
      ),
  };
}
