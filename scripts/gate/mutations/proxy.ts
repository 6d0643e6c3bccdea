import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A request or an answer on its way through the proxy; a fault changes its members. */
export interface Passing {
  method: string;
  /** Path with query. */
  target: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Something that a backend does wrong, done to its requests or answers on the way. */
export interface Fault {
  /** Changes what the backend gets to see; an answer keeps the request from it. */
  request?: (passing: Passing) => Answered | undefined;
  /** Changes what the caller gets to see; `passing` is the request as the caller sent it. */
  answer?: (answered: Answered, passing: Passing) => void;
}

/** Starts a proxy in front of a backend that does one thing wrong. */
export async function startProxy(
  backend: string,
  { request, answer }: Fault,
): Promise<{ url: string; stop: () => void }> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const sent = await passingOf(incoming);
      const passing = structuredClone(sent);
      const answered = request?.(passing) ?? (await forward(backend, passing));
      answer?.(answered, sent);
      outgoing.writeHead(answered.status, answered.headers);
      outgoing.end(sent.method === 'HEAD' ? undefined : answered.body);
    })().catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

async function passingOf(incoming: IncomingMessage): Promise<Passing> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);
  const headers = Object.entries(incoming.headers).filter(([name]) => !own.has(name));
  return {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString(),
  };
}

async function forward(backend: string, { method, target, headers, body }: Passing): Promise<Answered> {
  const response = await fetch(backend + target, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== '' && method !== 'GET' && method !== 'HEAD' && { body }),
  });
  const own = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length', 'date']);
  const kept = [...response.headers].filter(([name]) => !own.has(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
}
