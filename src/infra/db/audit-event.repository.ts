import { IsolationLevel } from '@mikro-orm/core';
import { createHash, randomUUIDv7 } from 'node:crypto';
import { AuditEvent, type AuditEntry, type Hash } from '../../domain/audit/audit-event.ts';
import { EMPTY_CHAIN, headAfter, type AuditHead, type Seal } from '../../domain/audit/audit-head.ts';
import type { AuditLog } from '../../domain/audit/audit-log.ts';
import { verifyChain, type ChainProof, type ChainVerdict } from '../../domain/audit/verify-chain.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { EntityManager } from './database.ts';

/** Held until the transaction ends: the next event follows the one that was really last. */
const HOLD = 'select sequence, hash, seal from desk.audit_heads where id = 1 for update';
const READ = 'select sequence, hash, seal from desk.audit_heads where id = 1';
const WRITE = 'update desk.audit_heads set sequence = ?, hash = ?, seal = ? where id = 1';

const BATCH = 500;

const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

/** The key is in the ring, not in the database. */
const sealWith =
  (personalData: PersonalData): Seal =>
  (text) =>
    personalData.index(text, 'audit_heads.seal');

type StoredHead = Omit<AuditHead, 'seal'> & { seal: string | null };

/** The audit chain, appended to in one unit of work. Append last: others wait from then until it ends. */
export function auditLog(em: EntityManager, personalData: PersonalData): AuditLog {
  const seal = sealWith(personalData);
  let head: AuditHead | undefined;

  const add = async (entry: AuditEntry, after: AuditHead): Promise<AuditEvent> => {
    const event = new AuditEvent(entry, after, sha256);
    head = headAfter(after, event, seal);
    em.persist(event);
    await em.execute(WRITE, [head.sequence, head.hash, head.seal]);
    return event;
  };
  /** Events from before there were seals are sealed as they are, which is an event of its own. */
  const sealOld = async (entry: AuditEntry): Promise<AuditHead> => {
    let old = EMPTY_CHAIN;
    for await (const event of storedEvents(em)) old = headAfter(old, event, seal);
    if (old.sequence === 0) return old;
    await add({ ...entry, ...SEALED, id: randomUUIDv7() }, old);
    return head ?? old;
  };

  return {
    append: async (entry) => {
      if (head === undefined) {
        const [stored] = await em.execute<StoredHead[]>(HOLD);
        if (stored === undefined) throw new Error('The head of the audit chain is gone. Restore it from a backup.');
        head = isSealed(stored) ? stored : await sealOld(entry);
      }
      return await add(entry, head);
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

const SEALED = {
  actor: { kind: 'system', id: null },
  action: 'audit-chain-sealed',
  target: { kind: 'audit-chain', id: null },
  outcome: 'success',
  address: null,
  salt: null,
} as const;

/**
 * Proves the stored chain, reading it in batches.
 *
 * @param noted number and hash of an event that an operator noted down
 */
export async function verifyAuditChain(
  em: EntityManager,
  personalData: PersonalData,
  noted?: ChainProof['noted'],
): Promise<ChainVerdict> {
  const prove = async (reader: EntityManager): Promise<ChainVerdict> => {
    const [stored] = await reader.execute<StoredHead[]>(READ);
    const head = stored !== undefined && isSealed(stored) ? stored : undefined;
    return await verifyChain(storedEvents(reader), { hash: sha256, seal: sealWith(personalData), head, noted });
  };
  // One moment in time, although the service goes on writing.
  return await em.transactional(prove, { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
}

function isSealed(head: StoredHead): head is AuditHead {
  return head.seal !== null;
}

async function* storedEvents(em: EntityManager): AsyncGenerator<AuditEvent> {
  let sequence = -1;
  for (;;) {
    const reader = em.fork({ keepTransactionContext: true });
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
