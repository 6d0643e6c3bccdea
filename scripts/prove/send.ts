import type { ProvingRequest } from './request.ts';
import type { Received } from './verdict.ts';

const TIMEOUT_MS = 15_000;

/** Sends a request and reads the whole answer; no answer within 15 s is an error, as a hang is a failure. */
export async function send(url: string, request: ProvingRequest): Promise<Received> {
  const response = await fetch(url + request.target, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(request.body === undefined ? {} : { body: request.body.text }),
  });
  const text = await response.text();
  const isJson = /^application\/json(;|$)|\+json(;|$)/i.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    ...(isJson && text !== '' ? { json: JSON.parse(text) as unknown } : {}),
  };
}
