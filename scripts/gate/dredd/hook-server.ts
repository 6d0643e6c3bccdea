import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { mediaTypeOf, type Received } from '../../prove/verdict.ts';

/** What the hooks of one transaction want to know and have to tell. */
export interface TransactionHooks {
  /** What to send in place of what Dredd made up, and what to expect. */
  prepare: (key: string) => Promise<object | undefined>;
  /** Told what came of it. */
  settle: (key: string, received: Received) => void;
}

export interface HookServer {
  url: string;
  close: () => void;
}

/** An answer as Dredd has it. */
interface Real {
  statusCode: number | string;
  headers: Record<string, string | string[]>;
  body: string;
}

/**
 * Answers Dredd's hooks, which run in a process of Dredd's own. They ask for each transaction when its turn has come:
 * what is prepared long before may be over by then, a code of the moment say.
 */
export async function startHookServer({ prepare, settle }: TransactionHooks): Promise<HookServer> {
  const answer = async (request: IncomingMessage): Promise<object> => {
    const { key, real } = JSON.parse(await text(request)) as { key: string; real?: Real };
    if (real === undefined) return { prepared: await prepare(key) };
    settle(key, received(real));
    return {};
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (found) => response.end(JSON.stringify(found)),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function received({ statusCode, headers, body }: Real): Received {
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [name, [value].flat().join(', ')]);
  const answer = { status: Number(statusCode), headers: new Headers(flat), text: body, milliseconds: 0 };
  return /[/+]json$/.test(mediaTypeOf(answer) ?? '') ? { ...answer, json: JSON.parse(body) as unknown } : answer;
}
