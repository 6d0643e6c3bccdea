import { defineEntity, p } from '@mikro-orm/core';
import { Account, type AccountRole, type AccountStatus } from '../../domain/account/account.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { EncryptedText } from './encrypted-text.ts';

/** How accounts are kept: address and name encrypted, the address found by its keyed digest. */
export function accountMapping(personalData: PersonalData) {
  return defineEntity({
    class: Account,
    schema: 'desk',
    tableName: 'accounts',
    properties: {
      id: p.uuid().primary(),
      email: p.type(new EncryptedText(personalData, 'accounts.email')).$type<string>(),
      emailIndex: p.text(),
      emailVerifiedAt: p.datetime(3).nullable(),
      name: p.type(new EncryptedText(personalData, 'accounts.name')).$type<string>(),
      role: p.text().$type<AccountRole>(),
      status: p.text().$type<AccountStatus>(),
      passwordHash: p.text().nullable(),
      failedLogins: p.integer(),
      lastFailedLoginAt: p.datetime(3).nullable(),
      createdAt: p.datetime(3),
      updatedAt: p.datetime(3),
      version: p.integer().version(),
    },
  });
}
