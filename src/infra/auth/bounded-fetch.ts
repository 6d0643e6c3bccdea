export const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
/** Hosts of this machine: what is sent to them crosses no network. */
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Fetches over TLS (or from this machine), follows no redirect, and reads no more than it should. */
export async function boundedFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !LOOPBACK.includes(hostname)) {
    throw new Error(`${url} is not https.`);
  }
  const signal = init.signal ?? AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const response = await fetch(url, { ...init, redirect: 'error', signal });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`${url} answers more than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: response.headers });
}
