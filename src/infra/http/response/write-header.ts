import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';

/** Longest value: clients and proxies commonly take 8 kB for all headers together. */
const MOST_LENGTH = 8000;
/** What no header value may hold (RFC 9110, section 5.5), and what is beyond ASCII. */
const UNSENDABLE = /[^\t\x20-\x7e]/gu;

/** Whether a header of this name can be sent at all. */
export function isHeaderName(name: string): boolean {
  try {
    validateHeaderName(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text can be sent as the value of a header as it is. */
export function isHeaderValue(text: string): boolean {
  try {
    validateHeaderValue('x', text);
    return text.length <= MOST_LENGTH;
  } catch {
    return false;
  }
}

/**
 * Sets a header whatever a contract or a client calls it: a value that cannot be sent as it is goes percent-encoded, and
 * one that is too long, or has a name that is none, is left out.
 */
export function writeHeader(response: ServerResponse, name: string, text: string): void {
  if (!isHeaderName(name)) return;
  const sendable = isHeaderValue(text) ? text : text.toWellFormed().replace(UNSENDABLE, encodeURIComponent);
  if (isHeaderValue(sendable)) response.setHeader(name, sendable);
}
