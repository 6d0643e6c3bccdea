import { randomUUIDv7 } from 'node:crypto';
import {
  addressErasure,
  entrySeal,
  AuditEvent,
  type Actor,
  type AuditEntry,
  type Seal,
} from '../../domain/audit/audit-event.ts';
import { emptyChain, headAfter, placeAfter, type AuditHead } from '../../domain/audit/audit-head.ts';
import { verifyChain, type ChainedEvent, type ChainVerdict } from '../../domain/audit/verify-chain.ts';
import type { Keys } from '../auth/keys.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { sealWith, sha256 } from './audit-event.repository.ts';
import type { Database, Row } from './database.ts';
import { inTransaction, type Query } from './transaction.ts';

/** Events that are chained, verified or sealed in one step. */
const BATCH = 500;

const READ_HEAD = 'select sequence, hash, seal from desk.audit_heads where id = 1';
const HOLD_HEAD = `${READ_HEAD} for update`;
const WRITE_HEAD = 'update desk.audit_heads set sequence = $1, hash = $2, seal = $3 where id = 1';
const PENDING = `select * from desk.audit_events where sequence is null order by entry_number limit ${BATCH}`;
const CHAINED = `select * from desk.audit_events where sequence > $1 order by sequence limit ${BATCH}`;
const PLACE = `
  update desk.audit_events event
  set sequence = place.sequence, previous_hash = place."previousHash", hash = place.hash, entry_seal = null
  from jsonb_to_recordset($1::jsonb) as place(id uuid, sequence integer, "previousHash" text, hash text)
  where event.id = place.id`;
const UNPROVEN_ERASURES = `
  select id from desk.audit_events
  where address is null and address_commitment is not null and address_erasure is null limit ${BATCH}`;
const PROVE_ERASURES = `
  update desk.audit_events event set address_erasure = erased.proof
  from jsonb_to_recordset($1::jsonb) as erased(id uuid, proof text) where event.id = erased.id`;
const INSERT = `
  insert into desk.audit_events
    (id, at, actor, action, target, outcome, correlation_id, address_commitment, entry_seal)
  values ($1, $2, $3, $4, $5, $6, $7, null, $8)`;

/** The head as it stands in its row: a caller who can write to the database can remove the seal. */
type StoredHead = Omit<AuditHead, 'seal'> & { seal: string | null };

/** What one step of chaining did. */
export interface ChainingResult {
  head: AuditHead;
  /** How many events got a place. */
  chained: number;
  /** Ids of pending events that something other than the service wrote or changed. */
  altered: string[];
}

/**
 * Gives pending events their place in the chain, oldest first, in one short transaction that holds the head. Requests
 * never hold it, so writers do not wait for each other.
 *
 * An event that was changed before it got a place is chained as it is, followed by an `audit-event-altered` event.
 *
 * @returns what was done; call again while `chained` is positive
 * @throws Error when the head is gone
 */
export async function chainPendingEvents(
  database: Pick<Database, 'orm'>,
  personalData: PersonalData,
  now: Date,
): Promise<ChainingResult> {
  const seal = sealWith(personalData);
  return await inTransaction(database, async (query) => {
    let head = await holdHead(query);
    const rows = await query({ sql: PENDING }, []);
    const altered: string[] = [];
    const places = rows.map((row) => {
      const entry = entryFrom(row);
      if (row['entry_seal'] !== entrySeal(entry, seal)) altered.push(entry.id);
      const place = placeAfter(head, entry, sha256);
      head = headAfter(head, place, seal);
      return { id: entry.id, ...place };
    });
    if (places.length === 0) return { head, chained: 0, altered };
    await query({ sql: PLACE }, [JSON.stringify(places)]);
    await query({ sql: WRITE_HEAD }, [head.sequence, head.hash, head.seal]);
    for (const id of altered) {
      await record(query, seal, now, { action: 'audit-event-altered', target: { kind: 'audit-event', id } });
    }
    return { head, chained: places.length, altered };
  });
}

async function record(query: Query, seal: Seal, at: Date, about: Pick<AuditEntry, 'action' | 'target'>): Promise<void> {
  const id = randomUUIDv7();
  const nowhere = { address: null, salt: null } as const;
  const actor = { kind: 'system', id: null } as const;
  const event = new AuditEvent(
    { id, at, actor, outcome: 'success', correlationId: id, ...nowhere, ...about },
    sha256,
    seal,
  );
  const { action, target, outcome, correlationId } = event;
  const json = [JSON.stringify(actor), action, JSON.stringify(target)];
  await query({ sql: INSERT }, [id, at, ...json, outcome, correlationId, event.entrySeal]);
}

/**
 * Seals the stored chain once in the life of its key ring, at the first start. The ring records that it was done, out of
 * reach of SQL: a seal that is missing afterwards was removed.
 */
export async function beginAuditChain(
  database: Pick<Database, 'orm'>,
  keys: Pick<Keys, 'ring' | 'update'>,
  personalData: PersonalData,
  now: Date,
): Promise<void> {
  const { chainSealedAt, erasuresProvenAt } = keys.ring();
  if (chainSealedAt !== undefined && erasuresProvenAt !== undefined) return;
  if (chainSealedAt === undefined) await sealAuditChain(database, personalData, now);
  await proveEarlierErasures(database, personalData);
  const at = now.toISOString();
  await keys.update((ring) => ({ chainSealedAt: at, erasuresProvenAt: at, ...ring }));
}

/** Seals a chain as it is; events from before there were seals are sealed as they are, which is an event of its own. */
export async function sealAuditChain(
  database: Pick<Database, 'orm'>,
  personalData: PersonalData,
  now: Date,
): Promise<void> {
  const seal = sealWith(personalData);
  await inTransaction(database, async (query) => {
    const stored = await holdHead(query);
    let head = emptyChain(seal);
    for await (const event of chainedEvents(query, personalData)) head = headAfter(head, event, seal);
    if (stored.seal === head.seal) return;
    await query({ sql: WRITE_HEAD }, [head.sequence, head.hash, head.seal]);
    if (head.sequence === 0) return;
    await record(query, seal, now, { action: 'audit-chain-sealed', target: { kind: 'audit-chain', id: null } });
  });
}

/** Addresses that an earlier version erased carry no proof; they get it once, as they are. */
async function proveEarlierErasures(database: Pick<Database, 'orm'>, personalData: PersonalData): Promise<void> {
  const seal = sealWith(personalData);
  await inTransaction(database, async (query) => {
    for (;;) {
      const rows = await query({ sql: UNPROVEN_ERASURES }, []);
      if (rows.length === 0) return;
      const erased = rows.map(({ id }) => ({ id, proof: addressErasure(String(id), seal) }));
      await query({ sql: PROVE_ERASURES }, [JSON.stringify(erased)]);
    }
  });
}

/**
 * Verifies the stored chain, reading it in batches. Events that are not chained yet are not part of it.
 *
 * @param noted hashes of events by number, from anchors outside the database
 */
export async function verifyAuditChain(
  database: Pick<Database, 'orm'>,
  personalData: PersonalData,
  noted?: ReadonlyMap<number, string>,
): Promise<ChainVerdict> {
  return await inTransaction(database, async (query) => {
    // One moment in time, although the service goes on writing.
    await query({ sql: 'set transaction isolation level repeatable read read only' }, []);
    const [stored] = (await query({ sql: READ_HEAD }, [])) as unknown as StoredHead[];
    const head = stored === undefined || stored.seal === null ? undefined : { ...stored, seal: stored.seal };
    const events = chainedEvents(query, personalData);
    return await verifyChain(events, { hash: sha256, seal: sealWith(personalData), head, noted });
  });
}

/** The stored head, held until the transaction ends. A removed seal is not repaired: the chain stays broken from there. */
async function holdHead(query: Query): Promise<AuditHead> {
  const [stored] = (await query({ sql: HOLD_HEAD }, [])) as unknown as StoredHead[];
  if (stored === undefined) throw new Error('The head of the audit chain is gone. Restore it from a backup.');
  return { ...stored, seal: stored.seal ?? '' };
}

async function* chainedEvents(query: Query, personalData: PersonalData): AsyncGenerator<ChainedEvent> {
  let sequence = -1;
  for (;;) {
    const rows = await query({ sql: CHAINED }, [sequence]);
    if (rows.length === 0) return;
    for (const row of rows) yield chainedEvent(row, personalData);
    sequence = Number(rows.at(-1)?.['sequence']);
  }
}

function entryFrom(row: Row): Omit<AuditEntry, 'address' | 'salt'> & { addressCommitment: string | null } {
  return {
    id: String(row['id']),
    at: new Date(row['at'] as Date | string),
    actor: row['actor'] as Actor,
    action: String(row['action']),
    target: row['target'] as AuditEvent['target'],
    outcome: row['outcome'] as AuditEvent['outcome'],
    correlationId: String(row['correlation_id']),
    addressCommitment: row['address_commitment'] as string | null,
  };
}

/** Read column by column, so that a value that was changed is reported with the event that holds it. */
function chainedEvent(row: Row, personalData: PersonalData): ChainedEvent {
  const stored = row['address'] as string | null;
  let address = stored;
  let unreadable: string | undefined;
  try {
    if (stored !== null) address = personalData.decrypt(stored, 'audit_events.address');
  } catch {
    unreadable = 'its address was changed after it was written';
  }
  return {
    ...entryFrom(row),
    address,
    salt: row['salt'] as string | null,
    sequence: Number(row['sequence']),
    previousHash: String(row['previous_hash']),
    hash: String(row['hash']),
    entrySeal: row['entry_seal'] as string | null,
    addressErasure: row['address_erasure'] as string | null,
    unreadable,
  };
}
