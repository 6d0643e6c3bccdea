import { createHash } from 'node:crypto';
import { AuditEvent, type Hash } from '../../domain/audit/audit-event.ts';
import { headAfter, type AuditHead, type Seal } from '../../domain/audit/audit-head.ts';
import type { AuditLog } from '../../domain/audit/audit-log.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { EntityManager } from './database.ts';

/** Held until the transaction ends: the next event follows the one that was really last. */
const HOLD = 'select sequence, hash, seal from desk.audit_heads where id = 1 for update';
const WRITE = 'update desk.audit_heads set sequence = ?, hash = ?, seal = ? where id = 1';

export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

/** The key is in the ring, not in the database. */
export const sealWith =
  (personalData: PersonalData): Seal =>
  (text) =>
    personalData.index(text, 'audit_heads.seal');

/** The head as it stands in its row: whoever can write to the database can take the seal away. */
export type StoredHead = Omit<AuditHead, 'seal'> & { seal: string | null };

/** The stored head, held until the transaction ends. @throws Error when the row is gone */
export async function holdHead(em: EntityManager): Promise<StoredHead> {
  const [stored] = await em.execute<StoredHead[]>(HOLD);
  if (stored === undefined) throw new Error('The head of the audit chain is gone. Restore it from a backup.');
  return stored;
}

/** Writes the head, which its transaction holds. */
export async function writeHead(em: EntityManager, { sequence, hash, seal }: AuditHead): Promise<void> {
  await em.execute(WRITE, [sequence, hash, seal]);
}

/** The audit chain, appended to in one unit of work. Append last: others wait from then until it ends. */
export function auditLog(em: EntityManager, personalData: PersonalData): AuditLog {
  let head: AuditHead | undefined;
  return {
    append: async (entry) => {
      if (head === undefined) {
        const stored = await holdHead(em);
        // A seal that was taken away is not mended: the chain goes on, and is broken from there for good.
        head = { ...stored, seal: stored.seal ?? '' };
      }
      const event = new AuditEvent(entry, head, sha256);
      head = headAfter(head, event, sealWith(personalData));
      em.persist(event);
      await writeHead(em, head);
      return event;
    },
    forgetAddressesOf: async (accountId) => {
      await em.execute(
        `with theirs as (
           select ? as id
           union all select id::text from desk.api_keys where account_id = ?
           union all select id::text from desk.sessions where account_id = ?
         )
         update desk.audit_events set address = null, salt = null
         where address is not null
           and (actor ->> 'id' in (select id from theirs) or target ->> 'id' in (select id from theirs))`,
        [accountId, accountId, accountId],
      );
    },
  };
}
