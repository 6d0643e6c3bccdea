import { randomUUIDv7 } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Contract } from '@plumbline/contract/contract';
import { errorBody } from './error-body.ts';
import { STATUS_OF, type ErrorCode } from './errors.ts';

/** Largest header section with the request line before it, in bytes. */
export const MAX_HEADER_SIZE = 16_384;

/** What Node attaches to the error that it makes of a request which it cannot read. */
export interface UnreadableRequest extends Error {
  code?: string;
  /** What had come when it gave up. */
  rawPacket?: Buffer;
}

/**
 * Answers on the bare connection what never became a request, in the shape of every other error, and closes it: Node
 * itself would send a status without a word.
 */
export function refuseConnection(contract: Contract, socket: Duplex, code: ErrorCode, message: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF[code];
  const requestId = randomUUIDv7();
  const refusal = { status, code, message, details: [], headers: {} };
  const { mediaType, text: body } = errorBody(contract, undefined, refusal, { requestId });
  const lines = Object.entries({
    'X-Request-Id': requestId,
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n'));
}

/** Why a request could not be read, for the client. */
export function explainUnreadable({ code, rawPacket }: UnreadableRequest): [ErrorCode, string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['REQUEST_TIMEOUT', 'The request did not arrive in time.'];
  if (code === 'HPE_HEADER_OVERFLOW') {
    const lineEnd = rawPacket?.indexOf('\r\n') ?? 0;
    return lineEnd === -1 || lineEnd > MAX_HEADER_SIZE / 2
      ? ['URI_TOO_LONG', `The request line and the headers are longer than ${MAX_HEADER_SIZE} bytes.`]
      : ['HEADERS_TOO_LARGE', `The headers are larger than ${MAX_HEADER_SIZE} bytes.`];
  }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return ['PAYLOAD_TOO_LARGE', 'The chunk extensions are too large.'];
  const method = /^([A-Z-]+) /.exec(rawPacket?.toString('latin1', 0, 32) ?? '')?.[1];
  if (code === 'HPE_INVALID_METHOD' && method !== undefined) {
    return ['NOT_IMPLEMENTED', `This server does not know the method ${method}.`];
  }
  return ['MALFORMED_REQUEST', 'The request is not valid HTTP.'];
}
