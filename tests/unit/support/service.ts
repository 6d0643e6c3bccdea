import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { listen } from '../../../src/infra/http/server.ts';
import { createLogger } from '../../../src/infra/telemetry/logger.ts';

/** A response, with its body as the text that went over the wire: parsing would lose digits. */
export interface Received {
  status: number;
  headers: Headers;
  text: string;
  json: () => unknown;
}

export interface Service {
  origin: string;
  /** URL of its database, where that is on a PostgreSQL server. */
  databaseUrl: string | undefined;
  /** Sends JSON text as it is, so that a test decides every digit. */
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Received>;
  close(): Promise<void>;
}

/** Starts the whole service on a contract and an empty database: that of `DATABASE_URL`, else PGlite in memory. */
export async function startService(document: object, ...argv: string[]): Promise<Service> {
  return await startServiceIn(document, { argv });
}

/** What a service is started with. */
interface Surroundings {
  argv?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Gives the URL by which the service reaches its database on a server, as that of a proxy. */
  reach?: (url: string) => Promise<string>;
}

export async function startServiceIn(
  document: object,
  { argv = [], env = {}, reach = (url) => Promise.resolve(url) }: Surroundings,
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-service-'));
  const file = join(folder, 'contract.json');
  const contract = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, ...document };
  await writeFile(file, JSON.stringify(contract));
  const database = await emptyDatabase();
  const config = readConfig([file, ...argv, ...(database.url === undefined ? ['--memory'] : [])], {
    ...(database.url === undefined ? {} : { DATABASE_URL: await reach(database.url) }),
    ...env,
  });
  if (config === 'help') throw new Error('The arguments ask for help');
  const app = await buildApp(config, createLogger({ level: 'error', format: 'json' }));
  const origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
  return {
    origin,
    databaseUrl: database.url,
    async send(method, path, body, headers = {}) {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const init = { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) };
      const response = await fetch(path.startsWith('http') ? path : origin + path, init);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown };
    },
    async close() {
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

async function emptyDatabase(): Promise<{ url?: string; drop: () => Promise<void> }> {
  const server = process.env['DATABASE_URL'];
  if (server === undefined || server === '') return { drop: () => Promise.resolve() };
  const administer = async (sql: string): Promise<void> => {
    const database = await openDatabase({ url: server, entities: [], limits: { poolSize: 1 } });
    await database.execute(sql).finally(() => database.close());
  };
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database ${name} with (force)`) };
}
