import type { ProvingRequest } from './request.ts';
import type { Received } from './verdict.ts';

const TIMEOUT_MS = 15_000;

/** Sends a request and reads the whole answer; no answer within 15 s is an error, as a hang is a failure. */
export async function send(url: string, request: ProvingRequest): Promise<Received> {
  const started = performance.now();
  const hasBody = request.body !== undefined && request.method !== 'GET' && request.method !== 'HEAD';
  const response = await fetch(url + request.target, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(hasBody && { body: request.body?.text ?? '' }),
  });
  const text = await response.text();
  const isJson = /^application\/json(;|$)|\+json(;|$)/i.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    milliseconds: performance.now() - started,
    ...(isJson && text !== '' && { json: parsed(text) }),
  };
}

/** What claims to be JSON and is not stays text, which no schema of an object or array takes. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
