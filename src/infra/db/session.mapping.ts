import { defineEntity, p } from '@mikro-orm/core';
import { RefreshToken } from '../../domain/session/refresh-token.ts';
import { Session, type RevocationReason } from '../../domain/session/session.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { EncryptedText } from './encrypted-text.ts';

/** How sessions are kept: where somebody logged in from is personal data. */
export function sessionMapping(personalData: PersonalData) {
  return defineEntity({
    class: Session,
    schema: 'desk',
    tableName: 'sessions',
    properties: {
      id: p.uuid().primary(),
      accountId: p.uuid(),
      address: p.type(new EncryptedText(personalData, 'sessions.address')).$type<string>().nullable(),
      userAgent: p.type(new EncryptedText(personalData, 'sessions.user_agent')).$type<string>().nullable(),
      createdAt: p.datetime(3),
      authenticatedAt: p.datetime(3),
      lastUsedAt: p.datetime(3),
      expiresAt: p.datetime(3),
      revokedAt: p.datetime(3).nullable(),
      revokedFor: p.text().$type<RevocationReason>().nullable(),
      version: p.integer().version(),
    },
  });
}

export const refreshTokenMapping = defineEntity({
  class: RefreshToken,
  schema: 'desk',
  tableName: 'refresh_tokens',
  properties: {
    digest: p.text().primary(),
    sessionId: p.uuid(),
    issuedAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    version: p.integer().version(),
  },
});
