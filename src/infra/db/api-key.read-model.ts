import { ApiKey } from '../../domain/api-key/api-key.ts';
import type { ApiKeyViews } from '../../domain/api-key/api-key-views.ts';
import type { EntityManager } from './database.ts';
import { pageOf, windowOf } from './entity-pages.ts';

/** API keys as they are shown. */
export function apiKeyReadModel(em: EntityManager): ApiKeyViews {
  return {
    page: (accountId, now, page) =>
      pageOf(
        em.findAndCount(
          ApiKey,
          { accountId, revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] },
          { orderBy: { createdAt: 'desc', id: 'desc' }, ...windowOf(page) },
        ),
        page,
      ),
    allOf: (accountId, page) =>
      pageOf(
        em.findAndCount(ApiKey, { accountId }, { orderBy: { createdAt: 'desc', id: 'desc' }, ...windowOf(page) }),
        page,
      ),
  };
}
