import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEntry } from '../../../../src/domain/audit/audit-event.ts';
import { newKeyRing, type KeyRing } from '../../../../src/infra/auth/key-ring.ts';
import { memoryKeyRingStore } from '../../../../src/infra/auth/key-ring-store.ts';
import { openKeys } from '../../../../src/infra/auth/keys.ts';
import { createPersonalData } from '../../../../src/infra/auth/personal-data.ts';
import { AuditAnchor, parseAnchor, readAnchorFile } from '../../../../src/infra/db/audit-anchor.ts';
import {
  beginAuditChain,
  chainPendingEvents,
  sealAuditChain,
  verifyAuditChain,
} from '../../../../src/infra/db/audit-chain.ts';
import { AuditChaining } from '../../../../src/infra/db/audit-chaining.ts';
import { auditEventReadModel } from '../../../../src/infra/db/audit-event.read-model.ts';
import { auditLog } from '../../../../src/infra/db/audit-event.repository.ts';
import type { EntityManager } from '../../../../src/infra/db/database.ts';
import { migrate, rollback } from '../../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../../src/infra/db/services.ts';
import { inTransactionOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-30T10:00:00.000Z');
const clock = () => NOW;
const isServer = (process.env['DATABASE_URL'] ?? '') !== '';

let ring: KeyRing;
let database: TestDatabase;
const personalData = createPersonalData(() => ring, clock);

beforeAll(async () => {
  ring = await newKeyRing(NOW);
  database = await testDatabase(deskEntities(personalData));
  await migrate(database);
});
afterAll(() => database.close());

const entry = (accountId: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: randomUUIDv7(),
  at: NOW,
  actor: { kind: 'account', id: accountId },
  action: 'archiveProject',
  target: { kind: 'project', id: 'p1' },
  outcome: 'success',
  correlationId: 'r1',
  address: '192.0.2.77',
  salt: randomUUID(),
  ...more,
});

async function write(work: (em: EntityManager) => Promise<void>): Promise<void> {
  await inTransactionOfWork(database, work);
}

async function append(...entries: AuditEntry[]): Promise<void> {
  await write(async (em) => {
    for (const each of entries) await auditLog(em, personalData).append(each);
  });
}

const chain = () => chainPendingEvents(database, personalData, NOW);
const verify = (noted?: ReadonlyMap<number, string>) => verifyAuditChain(database, personalData, noted);
const rows = (sql: string) => database.query({ sql }, []);

/** Changes the table as someone with the rights of its owner can: without the trigger. */
async function tamper(sql: string): Promise<void> {
  await database.execute('alter table desk.audit_events disable trigger all');
  await database.execute(sql);
  await database.execute('alter table desk.audit_events enable trigger all');
}

/** An empty chain, sealed as at the first start. */
async function startOver(): Promise<void> {
  await tamper('delete from desk.audit_events');
  await database.execute(`update desk.audit_heads set sequence = 0, seal = null, hash = repeat('0', 64)`);
  await sealAuditChain(database, personalData, NOW);
}

beforeEach(startOver);

describe('recording', () => {
  test('stores an event without a place; chaining gives places in order, in batches', async () => {
    for (let batch = 0; batch < 3; batch += 1) {
      await append(...Array.from({ length: 200 }, () => entry(randomUUID())));
    }
    expect(await verify()).toMatchObject({ kind: 'intact', events: 0 });
    expect([(await chain()).chained, (await chain()).chained, (await chain()).chained]).toEqual([500, 100, 0]);
    expect(await verify()).toMatchObject({ kind: 'intact', events: 600 });
  });

  (isServer ? test : test.skip)('does not wait for other transactions that record (PostgreSQL)', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = write(async (em) => {
      await auditLog(em, personalData).append(entry(randomUUID()));
      await em.flush();
      await held;
    });
    await append(entry(randomUUID()));
    expect(await chain()).toMatchObject({ chained: 1 });
    release();
    await slow;
    expect(await chain()).toMatchObject({ chained: 1 });
    expect(await verify()).toMatchObject({ kind: 'intact', events: 2 });
  });

  test('of many at once with several chainers leaves one chain without gaps', async () => {
    const chainers = Array.from({ length: 3 }, () => chaining(undefined));
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        await append(entry(randomUUID()));
        await chainers[index % 3]?.settle();
      }),
    );
    for (const chainer of chainers) await chainer.close();
    expect(await verify()).toMatchObject({ kind: 'intact', events: 30 });
  });

  test('of an event that is changed before it has a place is noticed', async () => {
    const [changed, kept] = [entry(randomUUID()), entry(randomUUID())];
    await append(changed, kept);
    await tamper(`update desk.audit_events set action = 'nothing' where id = '${changed.id}'`);
    expect(await chain()).toMatchObject({ chained: 2, altered: [changed.id] });
    await chain();
    expect(await rows('select action, target from desk.audit_events where sequence = 3')).toEqual([
      { action: 'audit-event-altered', target: { kind: 'audit-event', id: changed.id } },
    ]);
    expect(await verify()).toMatchObject({ kind: 'intact', events: 3 });
  });
});

describe('verification', () => {
  const ids: string[] = [];
  beforeEach(async () => {
    const entries = Array.from({ length: 4 }, (_, index) => entry(randomUUID(), { address: `192.0.2.${index}` }));
    ids.splice(0, 4, ...entries.map(({ id }) => id));
    await append(...entries);
    await chain();
  });

  test.each([
    ['the action', `action = 'nothing'`],
    ['the time', `at = at + interval '1 second'`],
    ['the actor', `actor = '{"kind":"account","id":"x"}'`],
    ['the target', `target = '{"kind":"project","id":"x"}'`],
    ['the outcome', `outcome = 'refused'`],
    ['the correlation id', `correlation_id = 'x'`],
    ['the hash', `hash = repeat('a', 64)`],
    ['the link', `previous_hash = repeat('a', 64)`],
    ['the commitment', `address_commitment = null`],
    ['the address', `address = null`],
    ['the salt', `salt = null`],
    ['address and salt', `address = null, salt = null`],
    ['address and salt with a forged proof', `address = null, salt = null, address_erasure = repeat('a', 64)`],
    ['the address with text', `address = '192.0.2.1'`],
    ['the address with that of another event', `address = (select address from desk.audit_events where sequence = 3)`],
    ['the salt with text', `salt = 'x'`],
    ['the proof of erasure', `address_erasure = repeat('a', 64)`],
    ['the seal of the entry', `entry_seal = repeat('a', 64)`],
  ])('names the event of which %s was changed', async (_, change) => {
    await tamper(`update desk.audit_events set ${change} where sequence = 2`);
    expect(await verify()).toMatchObject({ kind: 'broken', sequence: 2, id: ids[1] });
  });

  test('names the place of a removed event, and an event that the service did not add', async () => {
    await tamper('create table removed as select * from desk.audit_events where sequence = 4');
    await tamper('delete from desk.audit_events where sequence = 4');
    expect(await verify()).toMatchObject({ kind: 'broken', sequence: 4, id: null });
    await tamper('insert into desk.audit_events select * from removed; drop table removed');
    expect(await verify()).toMatchObject({ kind: 'intact', events: 4 });
    await tamper(`
      insert into desk.audit_events (id, sequence, at, actor, action, target, outcome, correlation_id, previous_hash, hash)
      select gen_random_uuid(), 5, at, actor, action, target, outcome, correlation_id, hash, hash
      from desk.audit_events where sequence = 4`);
    expect(await verify()).toMatchObject({ kind: 'broken', sequence: 5 });
  });

  test.each([
    'update desk.audit_heads set seal = null',
    'delete from desk.audit_heads',
    'delete from desk.audit_events where sequence > 2; update desk.audit_heads set seal = null, sequence = 2',
    `delete from desk.audit_events; update desk.audit_heads set seal = null, sequence = 0, hash = repeat('0', 64)`,
  ])('fails for good after %s', async (forgery) => {
    await database.execute('create table heads as select * from desk.audit_heads');
    await tamper(forgery);
    expect(await verify()).toMatchObject({ kind: 'broken' });
    await database.execute(
      'delete from desk.audit_heads; insert into desk.audit_heads select * from heads; drop table heads',
    );
  });

  test.each([
    `update desk.audit_events set action = 'nothing'`,
    'delete from desk.audit_events where sequence = 1',
    'truncate desk.audit_events',
    `update desk.audit_events set address = null, salt = null`,
    `update desk.audit_events set sequence = 9, entry_seal = null where sequence = 4`,
  ])('is not needed to reject %s', async (sql) => {
    await expect(database.execute(sql)).rejects.toThrow('only ever appended');
  });
});

describe('anchors', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'plumbline-anchor-'))));
  afterAll(() => rm(folder, { recursive: true }));

  test('notice that the end was cut off and a copy of an earlier head put back', async () => {
    const file = join(folder, 'cut');
    const lines: [string, object][] = [];
    const chainer = chaining(file, lines);
    await append(entry(randomUUID()), entry(randomUUID()));
    await chainer.settle();
    await database.execute('create table earlier as select * from desk.audit_heads');
    await append(entry(randomUUID()));
    await chainer.settle();
    const anchor = await readAnchorFile(file, personalData);
    expect(anchor).toMatchObject({ sequence: 3 });

    await tamper('delete from desk.audit_events where sequence = 3');
    await database.execute(
      'delete from desk.audit_heads; insert into desk.audit_heads select * from earlier; drop table earlier',
    );
    expect(await verify()).toMatchObject({ kind: 'intact', events: 2 });
    expect(await verify(new Map([[3, anchor?.hash ?? '']]))).toMatchObject({ kind: 'broken', sequence: 3 });

    // Not even the events that follow move the anchor back, or replace its hash unnoticed.
    await chainer.settle();
    await append(entry(randomUUID()));
    await chainer.settle();
    expect(await verify(new Map([[3, anchor?.hash ?? '']]))).toMatchObject({
      kind: 'broken',
      sequence: 3,
      reason: 'its hash differs from the anchor',
    });
    await chainer.close();
    const logged = lines.flatMap(([, fields]) => ('anchor' in fields ? [String(fields.anchor)] : []));
    expect(parseAnchor(logged[0] ?? '', personalData)).toMatchObject({ sequence: 2 });
  });

  test('in a file never move back, and a forged one is reported', async () => {
    const file = join(folder, 'back');
    const errors: string[] = [];
    const anchor = new AuditAnchor(file, personalData, {
      info: () => undefined as never,
      error: ((message: string) => void errors.push(message)) as never,
    });
    const head = { sequence: 5, hash: 'a'.repeat(64), seal: '' };
    await anchor.advance(head);
    const stored = await readFile(file, 'utf8');
    await anchor.advance({ ...head, sequence: 4 });
    expect([await readFile(file, 'utf8'), errors]).toEqual([
      stored,
      [expect.stringContaining('shorter than its anchor')],
    ]);
    await writeFile(file, stored.replace(/^5/, '4'));
    await expect(readAnchorFile(file, personalData)).rejects.toThrow(
      'does not hold an anchor that this service signed',
    );
  });
});

describe('erasure', () => {
  test('removes the addresses of a person and leaves the chain intact', async () => {
    const ada = randomUUID();
    await append(entry(ada), entry(randomUUID()), entry(randomUUID(), { target: { kind: 'account', id: ada } }));
    await chain();
    await append(entry(ada));
    await write((em) => auditLog(em, personalData).forgetAddressesOf(ada));
    await chain();
    expect(await verify()).toMatchObject({ kind: 'intact', events: 4 });
    expect(await rows('select sequence from desk.audit_events where address is not null or salt is not null')).toEqual([
      { sequence: 2 },
    ]);
  });

  test('of an earlier version is proven once, at the first start, and no other afterwards', async () => {
    const store = memoryKeyRingStore();
    await store.write({ version: 1, text: JSON.stringify(ring) });
    const keys = await openKeys(store, clock, (error) => {
      throw error;
    });
    await append(entry(randomUUID()), entry(randomUUID()));
    await chain();
    const erase = (sequence: number) =>
      tamper(`update desk.audit_events set address = null, salt = null where sequence = ${sequence}`);
    await erase(1);
    await beginAuditChain(database, keys, personalData, NOW);
    expect(await verify()).toMatchObject({ kind: 'intact', events: 2 });
    await erase(2);
    await beginAuditChain(database, keys, personalData, NOW);
    expect(await verify()).toMatchObject({ kind: 'broken', sequence: 2 });
    keys.close();
  });
});

test('the first start seals events from before there were seals, once in the life of the keys', async () => {
  const store = memoryKeyRingStore();
  await store.write({ version: 1, text: JSON.stringify(ring) });
  const keys = await openKeys(store, clock, (error) => {
    throw error;
  });
  await append(entry(randomUUID()));
  await chain();
  await database.execute('update desk.audit_heads set seal = null');
  expect(await verify()).toMatchObject({ kind: 'broken' });
  await beginAuditChain(database, keys, personalData, NOW);
  await chain();
  expect(await verify()).toMatchObject({ kind: 'intact', events: 2 });

  await database.execute('update desk.audit_heads set seal = null');
  await beginAuditChain(database, keys, personalData, NOW);
  const reason = 'the end of the chain has no seal: it was removed';
  expect(await verify()).toEqual({ kind: 'broken', sequence: 3, id: null, reason });
  await append(entry(randomUUID()));
  await chain();
  expect(await verify()).toMatchObject({ kind: 'broken', sequence: 3, reason: expect.stringContaining('seal') });
  keys.close();
});

test('the events of a person are read in pages, the oldest first, each once', async () => {
  const ada = randomUUID();
  const system = { kind: 'system', id: null } as const;
  await append(
    ...Array.from({ length: 5 }, () => entry(ada)),
    entry(randomUUID()),
    ...Array.from({ length: 4 }, () => entry('', { actor: system, target: { kind: 'member', id: `p1:${ada}` } })),
  );
  const views = auditEventReadModel(database.orm.em.fork(), chaining(undefined));
  const pages = [1, 2, 3].map((page) => views.concerning({ id: ada, emailIndex: undefined }, { page, limit: 4 }));
  const [one, two, three] = await Promise.all(pages);
  const shown = [one, two, three].map((page) => page?.entries.map(({ event, isOwn }) => [event.sequence, isOwn]));
  expect(shown).toEqual([
    [1, 2, 3, 4].map((sequence) => [sequence, true]),
    [[5, true], ...[7, 8, 9].map((sequence) => [sequence, false])],
    [[10, false]],
  ]);
  expect(three).toMatchObject({ page: 3, limit: 4, total: 9 });
});

test('the migration is taken back once every event has a place, and not before', async () => {
  await append(entry(randomUUID()));
  await expect(rollbackTo('20261130000000-chain-after-commit')).rejects.toThrow();
  await chain();
  await rollbackTo('20261130000000-chain-after-commit');
  await migrate(database);
  expect(await verify()).toMatchObject({ kind: 'intact', events: 1 });
});

async function rollbackTo(name: string): Promise<void> {
  for (;;) if ((await rollback(database)).includes(name)) return;
}

function chaining(file: string | undefined, lines: [string, object][] = []): AuditChaining {
  const logger = {
    info: ((message: string, fields: object) => void lines.push([message, fields])) as never,
    error: ((message: string, fields: object) => void lines.push([message, fields])) as never,
  };
  const anchor = new AuditAnchor(file, personalData, logger);
  return new AuditChaining({ database, personalData, anchor, logger, clock });
}
