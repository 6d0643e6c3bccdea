import { defineEntity, p } from '@mikro-orm/core';
import { ApiKey } from '../../domain/api-key/api-key.ts';

export const apiKeyMapping = defineEntity({
  class: ApiKey,
  schema: 'desk',
  tableName: 'api_keys',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    name: p.text(),
    prefix: p.text(),
    digest: p.text(),
    scopes: p.json<string[]>(),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    successorId: p.uuid().nullable(),
    createdAt: p.datetime(3),
    version: p.integer().version(),
  },
});
