import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Contract } from '@plumbline/contract/contract';
import { explainUnreadable, refuseConnection, type UnreadableRequest } from './refuse-connection.ts';

/**
 * Refuses what cannot be read after the requests before it on the connection have their answers: a client that sends
 * several at once takes the first answer for that of its first request (RFC 9112, section 9.3.2).
 */
export function refuseInTurn(
  contract: Contract,
  error: UnreadableRequest,
  socket: Socket,
  open: ReadonlySet<ServerResponse>,
): void {
  const own = [...open].filter((response) => response.req.socket === socket);
  const earlier = own.filter((response) => response.req.complete);
  const broken = own.find((response) => !response.req.complete);
  let waitsFor = earlier.length;
  const refuse = (): void => {
    // Half an answer to the request that breaks off is out: nothing can be said in its place.
    if (broken?.headersSent) socket.destroy();
    else refuseConnection(contract, socket, ...explainUnreadable(earlier.length === 0 ? error : ownPart(error)));
  };
  if (waitsFor === 0) refuse();
  for (const response of earlier) {
    response.once('close', () => {
      waitsFor -= 1;
      if (waitsFor === 0) refuse();
    });
  }
}

/** What had come may begin with a request before it, which says nothing of what is wrong. */
function ownPart({ name, message, code }: UnreadableRequest): UnreadableRequest {
  return { name, message, ...(code === undefined ? {} : { code }) };
}
