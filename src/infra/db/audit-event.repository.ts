import { createHash } from 'node:crypto';
import { AuditEvent, type Hash } from '../../domain/audit/audit-event.ts';
import type { AuditLog } from '../../domain/audit/audit-log.ts';
import { verifyChain, type ChainVerdict } from '../../domain/audit/verify-chain.ts';
import type { EntityManager } from './database.ts';

/** Held until the transaction ends: the next event follows the one that was really last. */
const LOCK = 'select pg_advisory_xact_lock(7305486403)';

const BATCH = 500;

const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

/** The audit chain, appended to in one unit of work. Append last: others wait from then until it ends. */
export function auditLog(em: EntityManager): AuditLog {
  let last: AuditEvent | undefined;
  return {
    append: async (entry) => {
      if (last === undefined) {
        await em.execute(LOCK);
        [last] = await em.find(AuditEvent, {}, { orderBy: { sequence: 'desc' }, limit: 1 });
      }
      last = new AuditEvent(entry, last, sha256);
      em.persist(last);
      return last;
    },
    forgetAddressesOf: async (accountId) => {
      await em.execute(
        `update desk.audit_events set address = null, salt = null 
         where (actor ->> 'id' = ? or target ->> 'id' = ?) and address is not null`,
        [accountId, accountId],
      );
    },
  };
}

/** Proves the stored chain, reading it in batches. */
export async function verifyAuditChain(em: EntityManager): Promise<ChainVerdict> {
  return await verifyChain(storedEvents(em), sha256);
}

async function* storedEvents(em: EntityManager): AsyncGenerator<AuditEvent> {
  let sequence = -1;
  for (;;) {
    const reader = em.fork();
    const events = await reader.find(
      AuditEvent,
      { sequence: { $gt: sequence } },
      { orderBy: { sequence: 'asc' }, limit: BATCH },
    );
    if (events.length === 0) return;
    yield* events;
    sequence = events.at(-1)?.sequence ?? sequence;
  }
}
