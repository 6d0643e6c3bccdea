import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Contract } from '@plumbline/contract/contract';
import { errorBody } from '../../src/infra/http/errors/error-body.ts';

/** Marks what the proxy itself says: that Prism gave no response, or that a preference was left out. */
export const MOCK_HEADER = 'X-Plumbline-Mock';

interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const OF_THE_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * The server that clients of the mock talk to, in front of Prism: a request that Prism does not survive is answered
 * with 502 and those that come while it starts again with 503, in the shape of the contract's errors. Preferences that
 * Prism does not serve are left out: `dynamic=true` leaves the bounds of a schema, and an `example` that is not there
 * would be a 500.
 *
 * @param prismPort where Prism listens on this machine
 */
export function createProxy(contract: Contract, prismPort: number): Server {
  return createServer((incoming, response) => {
    answer(prismPort, incoming, response).catch((error: unknown) => {
      const isStarting = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
      writeUnavailable(contract, incoming, response, isStarting);
    });
  });
}

async function answer(prismPort: number, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(incoming);
  const preferences = preferencesOf(incoming).filter((each) => !/^dynamic\b/i.test(each));
  const example = preferences.find((each) => /^example\s*=/i.test(each));
  const ask = (prefer: readonly string[]): Promise<Reply> =>
    send(prismPort, incoming, prefer.length === 0 ? undefined : prefer.join(', '), body);
  const reply = await ask(preferences);
  // To an example that is not declared, Prism answers with an error of its own: 500, or 404 in its own shape.
  const isRejected = example !== undefined && (reply.status >= 500 || reply.body.includes('prism/errors'));
  const other = isRejected ? await ask(preferences.filter((each) => each !== example)) : reply;
  const isUnknown = isRejected && other.status < 500 && !other.body.includes('prism/errors');
  const kept = Object.fromEntries(Object.entries(other.headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
  const headers = isUnknown ? { ...kept, [MOCK_HEADER]: `no such ${printable(example)}` } : kept;
  response.writeHead(other.status, headers);
  response.end(other.body);
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function preferencesOf({ headers: { prefer = '' } }: IncomingMessage): string[] {
  return [prefer]
    .flat()
    .join(',')
    .split(/[,;]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

/** One request to Prism, with the headers of the client. */
function send(port: number, { method, url, headers }: IncomingMessage, prefer: string | undefined, body: Buffer) {
  const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'prefer'));
  return new Promise<Reply>((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: url,
        headers: { ...others, ...(prefer === undefined ? {} : { prefer }) },
      },
      (reply) => {
        bodyOf(reply).then((read) => {
          resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body: read });
        }, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function writeUnavailable(
  contract: Contract,
  { headers, url = '/' }: IncomingMessage,
  response: ServerResponse,
  isStarting: boolean,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = isStarting
    ? 'The mock is starting again. Try again shortly.'
    : 'The mock gave no answer to this request, and starts again.';
  const status = isStarting ? 503 : 502;
  const refusal = { status, code: 'UNAVAILABLE', message, details: [], headers: {} };
  const [path = '/'] = url.split('?');
  const { mediaType, text } = errorBody(contract, undefined, refusal, { requestId: '', accept: headers.accept, path });
  response.writeHead(status, {
    'Content-Type': mediaType,
    'Content-Length': Buffer.byteLength(text),
    'Access-Control-Allow-Origin': '*',
    'Retry-After': '2',
    [MOCK_HEADER]: 'unavailable',
  });
  response.end(text);
}
