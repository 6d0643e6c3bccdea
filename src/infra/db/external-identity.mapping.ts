import { defineEntity, p } from '@mikro-orm/core';
import { ExternalIdentity } from '../../domain/account/external-identity.ts';

export const externalIdentityMapping = defineEntity({
  class: ExternalIdentity,
  schema: 'desk',
  tableName: 'external_identities',
  properties: {
    issuer: p.text().primary(),
    subject: p.text().primary(),
    accountId: p.uuid(),
    createdAt: p.datetime(3),
  },
});
