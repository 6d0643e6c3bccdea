import { afterEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../../src/infra/db/database.ts';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { startServiceIn, type Received, type Service } from '../../support/service.ts';
import { tcpProxy } from '../../support/tcp-proxy.ts';

const isServer = (process.env['DATABASE_URL'] ?? '') !== '';

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
/** The error shape of this contract, which is not that of Plumbline. */
const problem = { type: 'object', required: ['fault'], properties: { fault: text, message: text } };
const errors = { default: { description: 'error', ...json(problem) } };
const seat = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer', readOnly: true }, name: text },
};
const collection = {
  get: { responses: { 200: { description: 'ok', ...json({ type: 'array', items: seat }) }, ...errors } },
  post: { requestBody: json(seat), responses: { 201: { description: 'ok', ...json(seat) }, ...errors } },
};
const item = (name: string) => ({
  parameters: [{ name, in: 'path', required: true, schema: { type: 'integer' } }],
  get: { responses: { 200: { description: 'ok', ...json(seat) }, ...errors } },
});
const CONTRACT = {
  paths: {
    '/seats': collection,
    '/seats/{seatId}': item('seatId'),
    '/tables': collection,
    '/tables/{tableId}': item('tableId'),
  },
};

let service: Service | undefined;
const databases: Database[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
  await service?.close();
  service = undefined;
});

async function open(url = ''): Promise<Database> {
  const database = await openDatabase({ url, entities: [], limits: { poolSize: 2, statementTimeout: 0 } });
  databases.push(database);
  return database;
}

const unavailable = (received: Received) => {
  const { fault } = received.json() as { fault: unknown };
  const retryAfter = Number(received.headers.get('retry-after'));
  return { status: received.status, fault, isRetried: retryAfter > 0 };
};
const UNAVAILABLE = { status: 503, fault: expect.any(String), isRetried: true };

/** Asks until the answer is a success; fails after ten seconds. */
async function untilOk(ask: () => Promise<Received>): Promise<Received> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const received = await ask();
    if (received.status < 300) return received;
    await sleep(100);
  }
  throw new Error('The service did not recover within ten seconds.');
}

/** Holds a lock on the table of a resource while the work runs. */
async function whileLocked(database: Database, table: string, work: () => Promise<void>): Promise<void> {
  const [found] = await database.query(
    { sql: 'select table_schema as schema from information_schema.tables where table_name = $1' },
    [table],
  );
  await inTransaction(database, async (query) => {
    await query({ sql: `lock table "${String(found?.['schema'])}"."${table}" in access exclusive mode` }, []);
    // The work asks the service, and nothing of this database.
    await work();
  });
}

// PGlite is in the process: there is no connection to lose, and none that another could lock out.
(isServer ? describe : describe.skip)('a service on a server (needs DATABASE_URL)', () => {
  test('answers 503 in the shape of the contract while the database is away, and recovers by itself', async () => {
    let proxy: Awaited<ReturnType<typeof tcpProxy>> | undefined;
    const reach = async (url: string) => (proxy = await tcpProxy(url)).url;
    const running = (service = await startServiceIn(CONTRACT, { reach }));
    const send: Service['send'] = (...given) => running.send(...given);
    const made = await send('POST', '/seats', '{"name":"window"}');
    expect(made.status).toBe(201);
    const path = `/seats/${(made.json() as { id: number }).id}`;
    expect((await send('GET', '/_system/readyz')).status).toBe(200);

    await proxy?.cut();
    for (const [method, target, body] of [
      ['GET', path],
      ['GET', '/seats'],
      ['POST', '/seats', '{"name":"aisle"}'],
    ] as const) {
      expect(unavailable(await send(method, target, body))).toEqual(UNAVAILABLE);
    }
    expect((await send('GET', '/_system/readyz')).status).toBe(503);
    expect((await send('GET', '/_system/livez')).status).toBe(200);

    await proxy?.restore();
    expect((await untilOk(() => send('GET', path))).json()).toEqual(made.json());
    expect((await untilOk(() => send('GET', '/_system/readyz'))).status).toBe(200);
    expect((await send('POST', '/seats', '{"name":"aisle"}')).status).toBe(201);
    await service.close();
    service = undefined;
    await proxy?.cut();
  });

  test('gives up connections whose server vanished without a word, and stops', async () => {
    let proxy: Awaited<ReturnType<typeof tcpProxy>> | undefined;
    const reach = async (url: string) => (proxy = await tcpProxy(url)).url;
    const env = { DATABASE_STATEMENT_TIMEOUT: '1', DATABASE_IDLE_TRANSACTION_TIMEOUT: '1' };
    const running = (service = await startServiceIn(CONTRACT, { reach, env }));
    const send: Service['send'] = (...given) => running.send(...given);
    expect((await send('POST', '/seats', '{"name":"window"}')).status).toBe(201);
    expect((await send('GET', '/_system/readyz')).status).toBe(200);

    proxy?.silence();
    const began = performance.now();
    const asked = await Promise.all([send('GET', '/seats'), send('POST', '/seats', '{"name":"aisle"}')]);
    // One second for the statement, two of grace, and some for a connection that had not been used.
    expect(performance.now() - began).toBeLessThan(8000);
    for (const each of asked) expect([200, 201, 503]).toContain(each.status);
    expect((await untilOk(() => send('GET', '/_system/readyz'))).status).toBe(200);
    for (let index = 0; index < 20; index += 1) await untilOk(() => send('GET', '/seats'));

    proxy?.silence();
    const last = send('GET', '/seats');
    await service.close();
    service = undefined;
    expect([200, 503]).toContain((await last).status);
    await proxy?.cut();
  });

  test('answers 503 with Retry-After while the server has no connection left (53300)', async () => {
    const role = `crowded_${process.pid}`;
    let admin: Database | undefined;
    const reach = async (address: string) => {
      admin = await open(address);
      const url = new URL(address);
      await admin.execute(`create role ${role} login; alter database ${url.pathname.slice(1)} owner to ${role}`);
      url.username = role;
      return url.href;
    };
    const running = (service = await startServiceIn(CONTRACT, { reach }));
    const send: Service['send'] = (...given) => running.send(...given);
    expect((await send('POST', '/seats', '{"name":"window"}')).status).toBe(201);

    await admin?.execute(`alter role ${role} connection limit 0`);
    await admin?.query({ sql: 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1' }, [role]);
    await sleep(200);
    expect(unavailable(await send('GET', '/seats'))).toEqual(UNAVAILABLE);
    expect((await send('GET', '/_system/readyz')).status).toBe(503);

    await admin?.execute(`alter role ${role} connection limit -1`);
    expect((await untilOk(() => send('GET', '/seats'))).json()).toEqual([{ id: 1, name: 'window' }]);
    await admin?.execute(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`);
  });

  test('goes on while a table is locked, for everything that is not in it', async () => {
    const running = (service = await startServiceIn(CONTRACT, { env: { DATABASE_LOCK_TIMEOUT: '4' } }));
    const { databaseUrl } = running;
    const send: Service['send'] = (...given) => running.send(...given);
    for (const path of ['/seats', '/tables']) expect((await send('POST', path, '{"name":"one"}')).status).toBe(201);
    await whileLocked(await open(databaseUrl), 'seats', async () => {
      const waiting = Array.from({ length: 40 }, () => send('POST', '/seats', '{"name":"two"}'));
      await sleep(100);
      for (let round = 0; round < 5; round += 1) {
        const began = performance.now();
        const statuses = await Promise.all([
          send('GET', '/tables'),
          send('POST', '/tables', '{"name":"two"}'),
          send('GET', '/tables/1'),
          send('GET', '/_system/readyz'),
        ]);
        expect(statuses.map(({ status }) => status)).toEqual([200, 201, expect.any(Number), 200]);
        // A lock is waited for four seconds.
        expect(performance.now() - began).toBeLessThan(3000);
      }
      for (const each of await Promise.all(waiting)) expect(unavailable(each)).toEqual(UNAVAILABLE);
    });
    expect((await send('POST', '/seats', '{"name":"three"}')).status).toBe(201);
  });

  test('fails liveness while a connection makes no progress, and is live again afterwards', async () => {
    const env = { DATABASE_LOCK_TIMEOUT: '0', DATABASE_STATEMENT_TIMEOUT: '0', DATABASE_STALL_TIMEOUT: '1' };
    const running = (service = await startServiceIn(CONTRACT, { env }));
    const { databaseUrl } = running;
    const send: Service['send'] = (...given) => running.send(...given);
    expect((await send('POST', '/seats', '{"name":"one"}')).status).toBe(201);
    const liveness = async () => (await send('GET', '/_system/livez')).status;
    const until = async (status: number) => {
      while ((await liveness()) !== status) await sleep(100);
    };
    expect(await liveness()).toBe(200);
    let stuck: Promise<Received> | undefined;
    await whileLocked(await open(databaseUrl), 'seats', async () => {
      stuck = send('GET', '/seats');
      await until(503);
      expect((await send('GET', '/livez')).json()).toMatchObject({ status: 'stalled' });
    });
    expect((await stuck)?.status).toBe(200);
    await until(200);
  });
});
