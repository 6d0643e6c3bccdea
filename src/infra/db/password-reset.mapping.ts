import { defineEntity, p } from '@mikro-orm/core';
import { PasswordReset } from '../../domain/account/password-reset.ts';

export const passwordResetMapping = defineEntity({
  class: PasswordReset,
  schema: 'desk',
  tableName: 'password_resets',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    digest: p.text(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    version: p.integer().version(),
  },
});
