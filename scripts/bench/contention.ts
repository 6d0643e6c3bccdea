import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { deskClient } from '../prove/desk/client.ts';
import { peopleOf } from '../prove/desk/people.ts';
import { compareLatency, failuresIn, type Comparison, type Load, type Observed, type Sent } from './latency.ts';
import { itemPaths, median, seed } from './load.ts';
import { withDatabase } from './scratch-database.ts';
import { migrateDesk, startProduction, type Server } from './server.ts';

/** Readers of a service while others write, the rounds in their order. */
export interface Contention {
  engine: Engine;
  service: string;
  writers: string;
  rounds: Comparison[];
}

type Engine = 'PGlite' | 'PostgreSQL';

/** A way to write, and how many write that way at a time. */
interface Scenario {
  writers: string;
  load: Load;
}

/** p99 of readers beside writers is at most this many times their p99 alone. */
export const MOST_TIMES = 5;

const READERS = 50;
const WRITERS = 50;
const LOGINS = 20;
const CHANGES = 60;
const json = { 'content-type': 'application/json' };

/**
 * Measures 50 readers by id, alone and beside writers of each kind, on both engines: on a derived contract, and on the
 * delivery desk. Reads and writes concern different objects, except that all are in the same tables.
 */
export async function measureContention(admin: string, rounds: number, seconds: number): Promise<Contention[]> {
  const results: Contention[] = [];
  for (const engine of ['PGlite', 'PostgreSQL'] as const) {
    results.push(...(await inStorage(engine, admin, (storage) => onDerived(engine, storage, rounds, seconds))));
    results.push(...(await inStorage(engine, admin, (storage) => onDesk(engine, storage, rounds, seconds))));
  }
  return results;
}

/** Where a service keeps its data, and a folder for what else it writes. */
interface Storage {
  flags: string[];
  env: Record<string, string>;
  folder: string;
}

async function inStorage<Result>(
  engine: Engine,
  admin: string,
  use: (storage: Storage) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const common = { RATE_LIMIT_FACTOR: '1000000', DRAIN_SECONDS: '0' };
  try {
    if (engine === 'PGlite') {
      const env = { ...common, DATABASE_URL: '' };
      return await use({ flags: ['--data', join(folder, 'data')], env, folder });
    }
    return await withDatabase(admin, 'contention', (url) =>
      use({ flags: [], env: { ...common, DATABASE_URL: url }, folder }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function onDerived(
  engine: Engine,
  { flags, env, folder }: Storage,
  rounds: number,
  seconds: number,
): Promise<Contention[]> {
  const file = join(folder, 'contract.yaml');
  await writeFile(file, await contractWithChanges());
  const server = await startProduction('Plumbline', [file, ...flags], env);
  try {
    await seed(server.url, READERS + WRITERS);
    const paths = await itemPaths(server.url);
    const insert = JSON.stringify({ name: 'Claw hammer', price: 1890, category: 'tool' });
    const change = (connection: number) => JSON.stringify({ price: connection });
    const written = paths.slice(READERS);
    const scenarios: Scenario[] = [
      {
        writers: `${WRITERS} insert`,
        load: loadOf(WRITERS, () => ({ method: 'POST', path: '/items', headers: json, body: insert })),
      },
      {
        writers: `${WRITERS} change an item each`,
        load: loadOf(WRITERS, (each) => patch(written[each], change(each))),
      },
      { writers: `${WRITERS} change one item`, load: loadOf(WRITERS, (each) => patch(written[0], change(each))) },
    ];
    const readers = readersOf(paths.slice(0, READERS));
    return await measure({ engine, service: 'derived contract', server, readers, rounds, seconds }, scenarios);
  } finally {
    await server.stop();
  }
}

async function onDesk(
  engine: Engine,
  { flags, env, folder }: Storage,
  rounds: number,
  seconds: number,
): Promise<Contention[]> {
  const mail = join(folder, 'mail');
  const desk = { ...env, MAIL_DIR: mail, MASTER_KEY: randomBytes(32).toString('base64') };
  await migrateDesk(flags, desk);
  const server = await startProduction('Delivery desk', flags, desk);
  try {
    const client = deskClient(server.url, mail);
    const people = peopleOf(client);
    const owner = await people.someone('owner');
    const { headers } = owner.credentials;
    const accounts = Array.from({ length: LOGINS }, (_, each) => ({
      email: `visitor-${each}@bench.example`,
      password: 'seven quiet otters measure it',
      name: `Visitor ${each}`,
    }));
    for (const account of accounts) await client.call('POST', '/auth/register', account);
    const paths: string[] = [];
    for (let count = 0; count < READERS + CHANGES; count += 1) {
      const project = { key: `B${count}`, name: `Benchmark ${count}` };
      const { id } = await client.call<{ id: string }>('POST', '/projects', project, headers);
      paths.push(`/v1/projects/${id}`);
    }
    const written = paths.slice(READERS);
    const change = (each: number) => JSON.stringify({ name: `Benchmark ${each}` });
    const login = (each: number): string => {
      const { email, password } = accounts[each] ?? owner;
      return JSON.stringify({ email, password });
    };
    const scenarios: Scenario[] = [
      {
        writers: `${WRITERS} change a project each`,
        load: loadOf(WRITERS, (each) => patch(written[each], change(each), headers)),
      },
      {
        writers: `${WRITERS} change one project`,
        load: loadOf(WRITERS, (each) => patch(written[0], change(each), headers)),
      },
      {
        writers: `${LOGINS} log in`,
        load: loadOf(LOGINS, (each) => ({
          method: 'POST',
          path: '/v1/auth/login',
          headers: json,
          body: login(each),
        })),
      },
      {
        writers: `${CHANGES} change a project each`,
        load: loadOf(CHANGES, (each) => patch(written[each], change(each), headers)),
      },
    ];
    const readers = readersOf(paths.slice(0, READERS), headers);
    return await measure({ engine, service: 'delivery desk', server, readers, rounds, seconds }, scenarios);
  } finally {
    await server.stop();
  }
}

interface Measurement extends Pick<Contention, 'engine' | 'service'> {
  server: Server;
  readers: Load;
  rounds: number;
  seconds: number;
}

async function measure(
  { engine, service, server, readers, rounds, seconds }: Measurement,
  scenarios: readonly Scenario[],
): Promise<Contention[]> {
  const results: Contention[] = [];
  for (const { writers, load } of scenarios) {
    const report = (comparison: Comparison) => {
      console.log(`  ${engine}, ${service}, ${writers}: ${renderComparison(comparison)}`);
    };
    const compared = await compareLatency(server.url, { readers, writers: load }, rounds, seconds, report);
    results.push({ engine, service, writers, rounds: compared });
  }
  return results;
}

/** The rounds in one line: medians of times, sums of failures. */
export function summaryOf({ rounds }: Contention) {
  const times = (quantile: 'p50' | 'p99') => ({
    alone: median(rounds.map(({ alone }) => alone[quantile])),
    together: median(rounds.map(({ together }) => together[quantile])),
  });
  return {
    ratio: median(rounds.map(({ ratio }) => ratio)),
    p50: times('p50'),
    p99: times('p99'),
    failures: rounds.reduce((sum, { alone, together }) => sum + failuresIn(alone) + failuresIn(together), 0),
    writes: median(rounds.map(({ writers }) => writers.rate)),
    failedWrites: rounds.reduce((sum, { writers }) => sum + failuresIn(writers), 0),
  };
}

/** Readers waited no longer than they may, and were all served. */
export function isWithinBounds(contention: Contention): boolean {
  const { ratio, failures } = summaryOf(contention);
  return ratio <= MOST_TIMES && failures === 0;
}

function renderComparison({ alone, together, writers, ratio }: Comparison): string {
  const of = (name: string, { p50, p99, rate, ...observed }: Observed) =>
    `${name} p50 ${p50.toFixed(0)} p99 ${p99.toFixed(0)} ms, ${rate.toFixed(0)}/s, ${failuresIn(observed)} not 2xx`;
  return `${ratio.toFixed(2)} (${of('alone', alone)}; ${of('together', together)}; ${of('writers', writers)})`;
}

function patch(path: string | undefined, body: string, headers: Readonly<Record<string, string>> = {}): Sent {
  if (path === undefined) throw new Error('There are fewer objects than writers');
  return { method: 'PATCH', path, headers: { ...json, ...headers }, body };
}

function loadOf(connections: number, requestOf: (connection: number) => Sent): Load {
  return { connections, requestsOf: (connection) => [requestOf(connection)] };
}

/** Every connection begins at another object, so that they do not all ask for the same at the same time. */
function readersOf(paths: readonly string[], headers: Readonly<Record<string, string>> = {}): Load {
  const requests = paths.map((path): Sent => ({ method: 'GET', path, headers: { ...headers } }));
  return {
    connections: READERS,
    requestsOf: (connection) => {
      const start = (connection * 7) % requests.length;
      return [...requests.slice(start), ...requests.slice(0, start)];
    },
  };
}

/** The benchmark's contract with an operation that changes an item. */
async function contractWithChanges(): Promise<string> {
  const contract = parse(await readFile(new URL('contract.yaml', import.meta.url), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const item = contract.paths['/items/{itemId}'] as { get: { parameters: unknown; responses: unknown } };
  const schema = { type: 'object', properties: { price: { type: 'integer', minimum: 0, maximum: 1000000 } } };
  Object.assign(item, {
    patch: {
      ...item.get,
      operationId: 'changeItem',
      requestBody: { required: true, content: { 'application/json': { schema } } },
    },
  });
  return stringify(contract, { aliasDuplicateObjects: false });
}
