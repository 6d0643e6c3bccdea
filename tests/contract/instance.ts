import { Writable } from 'node:stream';
import { buildApp } from '../../src/app.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { listen } from '../../src/infra/http/server.ts';
import { createLogger } from '../../src/infra/telemetry/logger.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body; `undefined` where there is none. */
  body: unknown;
}

/** One running instance of the delivery desk. */
export interface Instance {
  config: Config;
  /** Every line of its log. */
  log: string[];
  /** Sends a request to a path below the base path; a body is sent as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts the desk as its command line and environment would, in this process. */
export async function startInstance(argv: readonly string[], environment: Record<string, string>): Promise<Instance> {
  const config = readConfig(argv, environment);
  if (config === 'help') throw new Error('Help was asked for');
  const log: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log.push(chunk.toString());
      done();
    },
  });
  const app = await buildApp(config, createLogger({ level: 'debug', format: 'json', stream }));
  const origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
  return {
    config,
    log,
    async send(method, path, body, headers = {}) {
      const response = await fetch(`${origin}/v1${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      return { status, headers: response.headers, text, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
    close: app.close,
  };
}

/** The texts that a successful answer holds, by name; the test stops where it was none. */
export function dataOf({ status, text, body }: Answer): Record<string, string> {
  if (status >= 300) throw new Error(`Answered ${status}: ${text}`);
  return (body as { data: Record<string, string> }).data;
}
