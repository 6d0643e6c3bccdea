import type { IncomingMessage } from 'node:http';
import { HttpError } from '../errors/errors.ts';

/** Stands for a target that is none; nothing that begins like this is ever served. */
const NO_TARGET = 'invalid';

/**
 * The target of a request as path and query. Proxies and tests send it whole, `GET http://host/path`, which every
 * server has to take (RFC 9112, section 3.2.2); Express would answer one that it cannot parse with a page of its own.
 */
export function originForm(target: string): string {
  if (target.startsWith('/') || target === '*') return target;
  const [, authority, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? [];
  if (authority === undefined || !URL.canParse(`http://${authority}`)) return NO_TARGET;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** @throws HttpError 400 for a request of HTTP/1.1 that does not name its host once (RFC 9112, section 3.2) */
export function checkHost({ httpVersion, rawHeaders }: IncomingMessage): void {
  if (httpVersion !== '1.1') return;
  let hosts = 0;
  for (let position = 0; position < rawHeaders.length; position += 2) {
    const name = rawHeaders[position] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts !== 1) throw new HttpError('MALFORMED_REQUEST', 'HTTP/1.1 asks for one Host header; send exactly one.');
}
