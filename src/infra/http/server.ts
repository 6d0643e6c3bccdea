import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import type { Contract } from '@plumbline/contract/contract';
import { MAX_HEADER_SIZE, refuseConnection, type UnreadableRequest } from './errors/refuse-connection.ts';
import { refuseInTurn } from './errors/refuse-in-turn.ts';
import { answerLastResort } from './errors/last-resort.ts';
import { originForm } from './routing/request-target.ts';

/** Times in milliseconds. A client that sends or reads slower than these is cut off; it never held up another. */
const TIMEOUTS = {
  /** From the connection to the end of the headers. */
  headersTimeout: 10_000,
  /** To the end of the body. */
  requestTimeout: 60_000,
  /** Longer than the 60 s of usual load balancers, so that these close idle connections first. */
  keepAliveTimeout: 65_000,
  maxHeaderSize: MAX_HEADER_SIZE,
  connectionsCheckingInterval: 5_000,
} as const;

/** Without any byte either way for this long, a connection is closed. */
const IDLE_TIMEOUT = 120_000;

/** How long a client that just sends its next request on a kept connection is still answered, in milliseconds. */
const LINGER = 250;

/** Answers under way, by server: a stop asks them to close their connections. */
const underWay = new WeakMap<Server, Set<ServerResponse>>();

/**
 * Makes an HTTP server, not yet listening, with every limit set.
 *
 * @param contract gives the shape of errors, also for what never becomes a request
 */
export function createHttpServer(contract: Contract, listener: RequestListener): Server {
  // Who names no host is refused with the words of every other refusal.
  const options = { ...TIMEOUTS, joinDuplicateHeaders: false, requireHostHeader: false };
  const server = createServer(options, (request, response) => {
    // Without a listener, a client that goes away while it is read or answered would end the process.
    request.on('error', ignore);
    response.on('error', ignore);
    try {
      request.url = originForm(request.url ?? '');
      listener(request, response);
    } catch {
      answerLastResort(response);
    }
  });
  server.setTimeout(IDLE_TIMEOUT);
  const open = new Set<ServerResponse>();
  underWay.set(server, open);
  answerStrays(contract, server, open);
  server.on('request', (_request, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
  });
  return server;
}

/** Answers what Node would leave without an answer, or with a bare status. */
function answerStrays(contract: Contract, server: Server, open: ReadonlySet<ServerResponse>): void {
  const refused = new WeakSet<Socket>();
  server.on('clientError', (error: UnreadableRequest, socket: Socket) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    // What comes after the first fault is no longer looked at.
    if (socket.destroyed || refused.has(socket)) return;
    refused.add(socket);
    refuseInTurn(contract, error, socket, open);
  });
  server.on('connect', (_request, socket) => {
    refuseConnection(contract, socket, 'NOT_IMPLEMENTED', 'This server is no proxy: CONNECT is not answered.');
  });
  server.on('checkExpectation', ({ socket }: IncomingMessage) => {
    refuseConnection(contract, socket, 'EXPECTATION_FAILED', 'Only `Expect: 100-continue` can be met.');
  });
  // The body is asked for when it is read: who is refused need not send it, and whether it comes all the same nobody
  // can tell from the next request, so the connection ends with the answer.
  server.on('checkContinue', (request, response) => {
    response.setHeader('Connection', 'close');
    server.emit('request', request, response);
  });
}

function ignore(): void {
  // The end of the connection says all there is to say.
}

/** Starts listening; rejects with the system's error (`EADDRINUSE`) where it cannot. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/**
 * Stops accepting and waits for the requests in flight, whose connections close with their answers. Kept connections
 * are closed a moment later: a client may be about to use one, and would lose that request.
 *
 * @param timeout milliseconds after which what is left is cut
 * @returns whether everything ended by itself
 */
export async function drain(server: Server, timeout: number): Promise<boolean> {
  let isCut = false;
  const closed = new Promise<void>((resolve) => {
    // The HTTP server's own close() would cut idle connections at once.
    NetServer.prototype.close.call(server, () => {
      resolve();
    });
  });
  for (const response of underWay.get(server) ?? []) {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  }
  const started = Date.now();
  const sweep = setInterval(() => {
    if (Date.now() - started >= LINGER) server.closeIdleConnections();
  }, 50);
  const cut = setTimeout(() => {
    isCut = true;
    server.closeAllConnections();
  }, timeout);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
  return !isCut;
}
