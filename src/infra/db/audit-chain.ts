import { IsolationLevel } from '@mikro-orm/core';
import { randomUUIDv7 } from 'node:crypto';
import { AuditEvent } from '../../domain/audit/audit-event.ts';
import { emptyChain, headAfter } from '../../domain/audit/audit-head.ts';
import { verifyChain, type ChainProof, type ChainVerdict } from '../../domain/audit/verify-chain.ts';
import type { Keys } from '../auth/keys.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { auditLog, holdHead, sealWith, sha256, writeHead, type StoredHead } from './audit-event.repository.ts';
import type { Database, EntityManager } from './database.ts';
import { inUnitOfWork } from './unit-of-work.ts';

const READ = 'select sequence, hash, seal from desk.audit_heads where id = 1';

const BATCH = 500;

/**
 * Seals the stored chain once in the life of its key ring, at the first start. That it was done is kept in the ring,
 * where nobody gets with SQL: a seal that is missing afterwards was taken away.
 */
export async function beginAuditChain(
  database: Pick<Database, 'orm'>,
  keys: Pick<Keys, 'ring' | 'update'>,
  personalData: PersonalData,
  now: Date,
): Promise<void> {
  if (keys.ring().chainSealedAt !== undefined) return;
  await inUnitOfWork(database, (em) => em.transactional((inner) => sealAuditChain(inner, personalData, now)));
  await keys.update((ring) => ({ chainSealedAt: now.toISOString(), ...ring }));
}

/** Seals a chain as it is; events from before there were seals are sealed as they are, which is an event of its own. */
export async function sealAuditChain(em: EntityManager, personalData: PersonalData, now: Date): Promise<void> {
  const seal = sealWith(personalData);
  const stored = await holdHead(em);
  let head = emptyChain(seal);
  for await (const event of storedEvents(em)) head = headAfter(head, event, seal);
  if (stored.seal === head.seal) return;
  await writeHead(em, head);
  if (head.sequence === 0) return;
  const id = randomUUIDv7();
  await auditLog(em, personalData).append({ id, at: now, correlationId: id, ...SEALED });
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
    const head = stored === undefined || stored.seal === null ? undefined : { ...stored, seal: stored.seal };
    return await verifyChain(storedEvents(reader), { hash: sha256, seal: sealWith(personalData), head, noted });
  };
  // One moment in time, although the service goes on writing.
  return await em.transactional(prove, { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true });
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
