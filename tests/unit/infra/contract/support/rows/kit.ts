import { request } from 'node:http';
import { expect } from '@jest/globals';
import { answeringOf } from '../../../../../../src/answering.ts';
import { deriveResources } from '../../../../../../src/derived.ts';
import type { Contract } from '@plumbline/contract/contract';
import { contradictingExamples } from '@plumbline/contract/support/examples';
import { supportReport, type SupportReport } from '@plumbline/contract/support';
import { loadContract } from '@plumbline/contract/load';
import type { Invocation } from '../../../../../../src/infra/http/invocation.ts';
import { resourceFindings } from '../../../../../../src/infra/resources/infer/findings.ts';
import { inferResources } from '../../../../../../src/infra/resources/infer/infer.ts';
import type { Logger } from '../../../../../../src/infra/telemetry/logger.ts';
import { testDatabase } from '../../../../support/database.ts';
import { serveContract, type Answers, type TestServer } from '../../../http/support.ts';
import { writeContract } from '../../fixture.ts';

/** What one request has to lead to: a status alone, or parts of the response and of what the handler is given. */
export type Outcome =
  | number
  | {
      status?: number;
      body?: unknown;
      text?: unknown;
      headers?: Record<string, unknown>;
      given?: Partial<Invocation>;
      /** Values at places of the body. */
      at?: readonly (readonly [place: readonly (string | number)[], value: unknown])[];
    };

export interface Sent {
  json?: unknown;
  body?: string | FormData | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** A request, `GET /a?q=1`, and what it leads to. */
export type Step = readonly [request: string, outcome: Outcome, sent?: Sent];

/** The smallest contract that makes the support report print some rows, and requests that show them to be true. */
export interface RowCase {
  /** `enforced keyword:type`. */
  rows: readonly string[];
  /** A document, or the text of one. */
  contract: object | string;
  answers?: Answers;
  /** Derived resources answer rather than handlers, in development or in production. */
  derived?: 'development' | 'production';
  steps: readonly Step[];
}

/** Paths by template, in a document of OpenAPI 3.1. */
export function api(paths: object, more: object = {}): object {
  return { openapi: '3.1.0', info: { title: 'Rows', version: '1' }, paths, ...more };
}

export const OK = { 200: { description: 'Done.' } };
export const json = (schema: unknown): object => ({ 'application/json': { schema } });
export const answerOf = (schema: unknown): object => ({ 200: { description: 'Done.', content: json(schema) } });

/** An operation that is called by its path and method. */
export function takes(parts: object = {}): object {
  return { responses: OK, ...parts };
}

/** Loads, serves and asks. */
export async function prove({ rows, contract: written, answers = {}, derived, steps }: RowCase): Promise<void> {
  const text = typeof written === 'string' ? written : JSON.stringify(written);
  const contract = await loadContract(writeContract(text, typeof written === 'string' ? 'api.yaml' : 'api.json'));
  expect(rowsOf(reportOf(contract))).toEqual(expect.arrayContaining([...rows]));
  const database = derived === undefined ? undefined : await testDatabase();
  const server = await (database === undefined
    ? serveContract(contract, ({ id }) => ({
        by: 'handler',
        answer: async (invocation) => (await answers[id]?.(invocation)) ?? { status: 200 },
      }))
    : serveDerived(contract, database, derived === 'production'));
  try {
    for (const step of steps) await take(server, step);
  } finally {
    server.http.closeAllConnections();
    await server.close();
    await database?.close();
  }
}

export function reportOf(contract: Contract): SupportReport {
  const derived = resourceFindings(contract, inferResources(contract));
  return supportReport(contract, [...derived, ...contradictingExamples(contract)]);
}

export function rowsOf({ features }: SupportReport): string[] {
  return features.map(({ verdict, feature }) => `${verdict} ${feature}`);
}

const SILENT = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Logger;

async function serveDerived(
  contract: Contract,
  database: Awaited<ReturnType<typeof testDatabase>>,
  isProduction: boolean,
): Promise<TestServer> {
  const { inferred, ...derived } = await deriveResources(contract, Promise.resolve(database), SILENT, isProduction);
  expect(inferred).toBeDefined();
  return serveContract(contract, (operation) =>
    answeringOf(contract, operation, { handlers: new Map(), ...derived }, isProduction),
  );
}

async function take(server: TestServer, [asked, outcome, send = {}]: Step): Promise<void> {
  const { json: value, body, headers } = send;
  const [method = 'GET', path = '/'] = asked.split(' ');
  const sent = value === undefined ? body : JSON.stringify(value);
  const type = value === undefined ? {} : { 'content-type': 'application/json' };
  // `fetch` does not send TRACE.
  const response =
    method === 'TRACE'
      ? await trace(server.origin + path)
      : await fetch(server.origin + path, {
          method,
          headers: { ...type, ...headers },
          ...(sent === undefined ? {} : { body: sent }),
        });
  const text = await response.text();
  const got = {
    request: asked,
    status: response.status,
    text,
    body: parsed(text),
    headers: Object.fromEntries(response.headers),
    given: server.invocations.at(-1),
  };
  const { at = [], ...expected } = typeof outcome === 'number' ? { status: outcome } : outcome;
  expect(got).toMatchObject({ request: asked, ...(matching(expected) as object) });
  for (const [place, value] of at) expect(got.body).toHaveProperty(place.map(String), value);
}

async function trace(url: string): Promise<Response> {
  const status = await new Promise<number>((resolve, reject) => {
    request(url, { method: 'TRACE' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
  return new Response('', { status });
}

/** Regular expressions match texts, at any depth. */
function matching(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (Array.isArray(value)) return value.map(matching);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, matching(member)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
