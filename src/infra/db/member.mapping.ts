import { defineEntity, p } from '@mikro-orm/core';
import { Member, type MemberRole } from '../../domain/member/member.ts';

export const memberMapping = defineEntity({
  class: Member,
  schema: 'desk',
  tableName: 'members',
  properties: {
    projectId: p.uuid().primary(),
    accountId: p.uuid().primary(),
    role: p.text().$type<MemberRole>(),
    joinedAt: p.datetime(3),
    version: p.integer().version(),
  },
});
