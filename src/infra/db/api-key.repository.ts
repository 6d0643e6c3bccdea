import { LockMode } from '@mikro-orm/core';
import { ApiKey } from '../../domain/api-key/api-key.ts';
import type { ApiKeys } from '../../domain/api-key/api-keys.ts';
import { NotFoundError } from '../../domain/errors.ts';
import type { EntityManager } from './database.ts';

/** API keys of one unit of work. */
export function apiKeyRepository(em: EntityManager): ApiKeys {
  return {
    byId: async (id, accountId) => {
      const key = await em.findOne(ApiKey, { id, accountId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (key === null) throw new NotFoundError(`There is no API key ${id}.`);
      return key;
    },
    of: (accountId) => em.find(ApiKey, { accountId }, { orderBy: { createdAt: 'desc', id: 'desc' } }),
    countLive: (accountId, now) =>
      em.count(ApiKey, { accountId, revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] }),
    revokeAllOf: async (accountId, now) => {
      await em.nativeUpdate(ApiKey, { accountId, revokedAt: null }, { revokedAt: now });
    },
    add: (key) => void em.persist(key),
  };
}
