import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { buildApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { listen } from '../../../src/infra/http/server.ts';
import { createLogger } from '../../../src/infra/telemetry/logger.ts';
import { testDatabase } from './database.ts';

/** The keys of a desk on a PostgreSQL server are sealed with it; each test has a database of its own, and so keys. */
export const MASTER_KEY = randomBytes(32).toString('base64');

export interface Reply {
  status: number;
  headers: Headers;
  /** The JSON body; `undefined` where there is none. */
  body: unknown;
}

export interface Desk {
  /** Sends a request to a path below the base path; a body is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

/** The delivery desk as it runs, on a database of its own: PGlite in memory, or a fresh one on `DATABASE_URL`. */
export async function startDesk(): Promise<Desk> {
  const server = process.env['DATABASE_URL'] ? await testDatabase() : undefined;
  const config = readConfig(server ? [] : ['--memory'], {
    DATABASE_URL: server?.options.url,
    MASTER_KEY,
  });
  if (config === 'help') throw new Error('Help was asked for');
  const silence = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const app = await buildApp(config, createLogger({ level: 'error', format: 'json', stream: silence }));
  const port = await listen(app.http, 0, '127.0.0.1');
  return {
    async call(method, path, body, headers = {}) {
      const response = await fetch(`http://127.0.0.1:${port}/v1${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
    },
    async close() {
      await app.close();
      await server?.close();
    },
  };
}
