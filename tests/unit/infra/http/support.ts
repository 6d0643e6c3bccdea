import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { checkedAuthenticators } from '../../../../src/infra/auth/checked-authenticators.ts';
import { digest } from '../../../../src/infra/auth/opaque-token.ts';
import { memoryRateLimiter } from '../../../../src/infra/auth/rate-limiter.ts';
import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { createApplication, type ApplicationOptions } from '../../../../src/infra/http/application.ts';
import type { Answer, Answering, Invocation } from '../../../../src/infra/http/invocation.ts';
import { serveOperation } from '../../../../src/infra/http/served-operation.ts';
import { createRateLimits } from '../../../../src/infra/http/security/rate-limits.ts';
import { createHttpServer, drain, listen } from '../../../../src/infra/http/server.ts';
import { createLogger } from '../../../../src/infra/telemetry/logger.ts';

/** Answers of a test by operationId; every other operation answers 200 without a body. */
export type Answers = Record<string, (invocation: Invocation) => Answer | Promise<Answer>>;

export interface TestServer {
  origin: string;
  http: Server;
  /** Every invocation that came through, in order: empty means that nothing happened. */
  invocations: Invocation[];
  /** Log lines as written. */
  log: Record<string, unknown>[];
  close(): Promise<void>;
}

/** Serves a contract given as text, or by its file, on a free port, with the answers of the test. */
export async function serve(
  contractText: string,
  answers: Answers = {},
  options: Partial<ApplicationOptions> = {},
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-http-'));
  const file = join(folder, 'contract.yaml');
  await writeFile(file, contractText);
  const contract = await loadContract(file);
  await rm(folder, { recursive: true });
  return serveContract(
    contract,
    (operation) => ({
      by: 'handler',
      answer: async (invocation) => (await answers[operation.id]?.(invocation)) ?? { status: 200 },
    }),
    options,
  );
}

/** Serves a contract on a free port, with the given answers. */
export async function serveContract(
  contract: Contract,
  answeringOf: (operation: ContractOperation) => Answering,
  options: Partial<ApplicationOptions> = {},
): Promise<TestServer> {
  const invocations: Invocation[] = [];
  const log: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const operations = contract.operations.map((operation) => {
    const answering = answeringOf(operation);
    const answer = (invocation: Invocation): Promise<Answer> => {
      invocations.push(invocation);
      return answering.answer(invocation);
    };
    return serveOperation(contract, operation, { ...answering, answer });
  });
  const application = createApplication({
    contract,
    operations,
    authenticators: checkedAuthenticators(contract, knownCredentials(contract), { bearer: [], apiKey: [] }),
    limits: createRateLimits(contract, memoryRateLimiter(), { general: 600, factor: 1 }),
    shown: new Set(),
    trustedProxies: 0,
    readiness: () => Promise.resolve({ isReady: true }),
    isStalled: () => false,
    requestTimeout: 0,
    logger: createLogger({ level: 'info', format: 'json', stream }),
    corsOrigins: [],
    bodyLimit: 10_000,
    isStopping: () => false,
    checkShare: 1,
    failsOnViolation: true,
    ...options,
  });
  const http = createHttpServer(contract, application);
  const port = await listen(http, 0, '127.0.0.1');
  const close = async () => {
    await drain(http, 1000);
  };
  return { origin: `http://127.0.0.1:${port}`, http, invocations, log, close };
}

/** What the tests may send for every scheme: a token or key `t`, the user `a` with the password `b`. */
function knownCredentials({ document }: Contract) {
  const known = ['t', 'a:b'].map((credential) => ({ subject: 'tester', sha256: digest(credential), scopes: ['read'] }));
  return new Map(Object.keys(document.components?.securitySchemes ?? {}).map((name) => [name, known]));
}

/** Status, body and the headers that a test asks for, of one request. */
export async function ask(
  { origin }: TestServer,
  path: string,
  {
    headers: names = [],
    ...init
  }: Omit<RequestInit, 'headers'> & { headers?: string[]; send?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown; headers: Record<string, string | null> }> {
  const response = await fetch(origin + path, { ...init, headers: { 'x-request-id': 'test', ...init.send } });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
    headers: Object.fromEntries(names.map((name) => [name, response.headers.get(name)])),
  };
}

/** Our own error body, as `ask` gets it. */
export function refusal(code: string, message: string, details: { field: string; message: string }[] = []): unknown {
  return { success: false, error: { code, message, details, requestId: 'test' } };
}

/** Sends bytes as they are and collects what comes back until the server closes the connection. */
export async function sendRaw({ origin }: TestServer, text: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
    socket
      .once('close', () => {
        resolve(received);
      })
      .once('error', reject);
  });
}
