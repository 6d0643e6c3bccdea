import { createHash } from 'node:crypto';
import { addressErasure, AuditEvent, type Hash, type Seal } from '../../domain/audit/audit-event.ts';
import type { AuditLog } from '../../domain/audit/audit-log.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { EntityManager } from './database.ts';

export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

/** The key is in the ring, not in the database. */
export const sealWith =
  (personalData: PersonalData): Seal =>
  (text) =>
    personalData.index(text, 'audit_heads.seal');

/** Bounds the memory of one erasure. */
const BATCH = 2_000;

const ADDRESSES_OF = `
  with theirs as (
    select ? as id
    union all select id::text from desk.api_keys where account_id = ?
    union all select id::text from desk.sessions where account_id = ?
  )
  select id from desk.audit_events
  where address is not null
    and (actor ->> 'id' in (select id from theirs) or target ->> 'id' in (select id from theirs))
  limit ${BATCH}`;

const ERASE = `
  update desk.audit_events event set address = null, salt = null, address_erasure = erased.proof
  from jsonb_to_recordset(?::jsonb) as erased(id uuid, proof text) where event.id = erased.id`;

/** The audit log of one unit of work. No event waits for another: they are chained after the commit. */
export function auditLog(em: EntityManager, personalData: PersonalData): AuditLog {
  const seal = sealWith(personalData);
  return {
    append: (entry) => {
      em.persist(new AuditEvent(entry, sha256, seal));
      return Promise.resolve();
    },
    forgetAddressesOf: async (accountId) => {
      for (;;) {
        const rows = await em.execute<{ id: string }[]>(ADDRESSES_OF, [accountId, accountId, accountId]);
        if (rows.length === 0) return;
        const erased = rows.map(({ id }) => ({ id, proof: addressErasure(id, seal) }));
        await em.execute(ERASE, [JSON.stringify(erased)]);
      }
    },
  };
}
