import { defineEntity, p } from '@mikro-orm/core';
import { Invitation } from '../../domain/member/invitation.ts';
import type { MemberRole } from '../../domain/member/member.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { EncryptedText } from './encrypted-text.ts';

/** How invitations are kept: the address they were mailed to encrypted. */
export function invitationMapping(personalData: PersonalData) {
  return defineEntity({
    class: Invitation,
    schema: 'desk',
    tableName: 'invitations',
    properties: {
      id: p.uuid().primary(),
      projectId: p.uuid(),
      email: p.type(new EncryptedText(personalData, 'invitations.email')).$type<string>(),
      emailIndex: p.text(),
      role: p.text().$type<MemberRole>(),
      invitedBy: p.uuid(),
      digest: p.text(),
      createdAt: p.datetime(3),
      expiresAt: p.datetime(3),
      acceptedAt: p.datetime(3).nullable(),
      withdrawnAt: p.datetime(3).nullable(),
      version: p.integer().version(),
    },
  });
}
