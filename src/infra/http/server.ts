import { createServer, type RequestListener, type Server } from 'node:http';

/** Times in milliseconds. A client that sends or reads slower than these is cut off; it never held up another. */
const TIMEOUTS = {
  /** From the connection to the end of the headers. */
  headersTimeout: 10_000,
  /** To the end of the body. */
  requestTimeout: 60_000,
  /** Longer than the 60 s of usual load balancers, so that these close idle connections first. */
  keepAliveTimeout: 65_000,
  /** Largest header section, in bytes. */
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 5_000,
} as const;

/** Without any byte either way for this long, a connection is closed. */
const IDLE_TIMEOUT = 120_000;

/** Makes an HTTP server, not yet listening, with every limit set. */
export function createHttpServer(listener: RequestListener): Server {
  const server = createServer({ ...TIMEOUTS, joinDuplicateHeaders: false }, listener);
  server.setTimeout(IDLE_TIMEOUT);
  return server;
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
 * Stops accepting and waits for the requests in flight, whose connections close with their answers.
 *
 * @param timeout milliseconds after which what is left is cut
 * @returns whether everything ended by itself
 */
export async function drain(server: Server, timeout: number): Promise<boolean> {
  let isCut = false;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const sweep = setInterval(() => {
    // Connections that were kept alive become idle when their request is answered.
    server.closeIdleConnections();
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
