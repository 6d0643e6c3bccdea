import { defineEntity, p } from '@mikro-orm/core';
import { EmailVerification } from '../../domain/account/email-verification.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { EncryptedText } from './encrypted-text.ts';

/** How email verifications are kept: the address that the token was mailed to encrypted. */
export function emailVerificationMapping(personalData: PersonalData) {
  return defineEntity({
    class: EmailVerification,
    schema: 'desk',
    tableName: 'email_verifications',
    properties: {
      id: p.uuid().primary(),
      accountId: p.uuid(),
      email: p.type(new EncryptedText(personalData, 'email_verifications.email')).$type<string>(),
      emailIndex: p.text(),
      digest: p.text(),
      createdAt: p.datetime(3),
      expiresAt: p.datetime(3),
      usedAt: p.datetime(3).nullable(),
      version: p.integer().version(),
    },
  });
}
