import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request as send } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';

/** One request as it goes out. */
export interface HostileRequest {
  /** What it is meant to do, for whoever reads of a failure. */
  kind: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Bytes that are sent as they are, instead of all that. */
  raw?: string;
}

export interface MeasuredServer {
  /** @returns the status; 0 where the connection ended without one */
  send(request: HostileRequest): Promise<number>;
  /** @returns the identifier of what a request made, as its answer says it */
  create(request: HostileRequest): Promise<string>;
  /** The longest time in milliseconds for which the process did nothing else, since last asked; its memory in bytes. */
  measure(what?: 'time' | 'memory'): Promise<{ longest: number; heap: number }>;
  close(): Promise<void>;
}

const TIMEOUT = 60_000;

/** Starts the program in a process of its own. */
export async function startMeasured(argv: string[], environment: Record<string, string>): Promise<MeasuredServer> {
  const child = fork(join(import.meta.dirname, 'measured-process.ts'), argv, {
    execPath: join(process.cwd(), 'node_modules', 'node', 'bin', 'node'),
    execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { port } = await answerOf<{ port: number }>(child);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  return {
    send: async (request) =>
      request.raw === undefined ? (await sendOne(agent, port, request)).status : sendRaw(port, request.raw),
    async create(request) {
      const { status, text } = await sendOne(agent, port, request);
      if (status !== 201) throw new Error(`Nothing was made: ${status} ${text}`);
      return (JSON.parse(text) as { id: string }).id;
    },
    async measure(what = 'time') {
      const answer = answerOf<{ longest: number; heap: number }>(child);
      child.send(what);
      return answer;
    },
    async close() {
      agent.destroy();
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
    },
  };
}

/** The next message of the process; rejects where it ends instead. */
function answerOf<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null): void => {
      reject(new Error(`The server ended with ${String(code)}.`));
    };
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message as Message);
    });
  });
}

interface Answer {
  status: number;
  text: string;
}

function sendOne(agent: Agent, port: number, { method, path, headers = {}, body }: HostileRequest): Promise<Answer> {
  return new Promise((resolve) => {
    const outgoing = send({ agent, port, host: '127.0.0.1', method, path, headers, timeout: TIMEOUT }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('close', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.once('error', () => {
      resolve({ status: 0, text: '' });
    });
    outgoing.end(body);
  });
}

function sendRaw(port: number, text: string): Promise<number> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'));
    socket.setTimeout(TIMEOUT, () => socket.destroy());
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.once('error', () => undefined);
    socket.once('close', () => {
      const statuses = [...received.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
      resolve(Math.max(0, ...statuses));
    });
  });
}
