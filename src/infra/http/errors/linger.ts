import type { Request, Response } from 'express';

/** Bytes of a refused body that are read off the connection rather than losing it. */
const CHEAP_TO_READ = 65_536;
/** How much more of a refused body is taken, and for how long, before the connection is cut. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_MS = 5000;

/**
 * Ends an answer that may go out before the request has come in whole. Little that is left of a body is read off, and
 * the connection goes on to the next request. With more, the connection is closed, but not at once: a client that is
 * still sending would find it broken and never read why (RFC 9112, section 9.6).
 */
export function endRefused(request: Request, response: Response, body: string): void {
  if (request.complete || isCheapToRead(request)) {
    response.end(body);
    return;
  }
  response.setHeader('Connection', 'close');
  // The length is said: the client has the answer whole, while the connection stays for what it still sends.
  response.write(body);
  let received = 0;
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, MOST_MS);
  request.unpipe();
  request.removeAllListeners('data');
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > MOST_BYTES) end();
  });
  request.once('end', end);
  request.once('close', end);
  request.resume();
}

function isCheapToRead({ headers }: Request): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= CHEAP_TO_READ;
}
