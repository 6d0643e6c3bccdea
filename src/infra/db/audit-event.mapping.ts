import { defineEntity, p } from '@mikro-orm/core';
import { AuditEvent, type Actor } from '../../domain/audit/audit-event.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { EncryptedText } from './encrypted-text.ts';

/** How audit events are stored: a trigger rejects every change but chaining them and erasing an address. */
export function auditEventMapping(personalData: PersonalData) {
  return defineEntity({
    class: AuditEvent,
    schema: 'desk',
    tableName: 'audit_events',
    properties: {
      id: p.uuid().primary(),
      sequence: p.integer().nullable(),
      at: p.datetime(3),
      actor: p.json<Actor>(),
      action: p.text(),
      target: p.json<AuditEvent['target']>(),
      outcome: p.text().$type<AuditEvent['outcome']>(),
      correlationId: p.text(),
      address: p.type(new EncryptedText(personalData, 'audit_events.address')).$type<string>().nullable(),
      salt: p.text().nullable(),
      addressCommitment: p.text().nullable(),
      previousHash: p.text().nullable(),
      hash: p.text().nullable(),
      entrySeal: p.text().nullable(),
      addressErasure: p.text().nullable(),
    },
  });
}
