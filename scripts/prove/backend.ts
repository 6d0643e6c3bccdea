import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { undoneWhenStopped } from '../interruption.ts';

/** A running Plumbline that serves one contract: a process of its own, as a user would start it. */
export interface Backend {
  url: string;
  /** Seconds from starting the process to its first ready answer. */
  startSeconds: number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(root, 'src/main.ts');
const READY_WITHIN_MS = 60_000;

/** How a backend is started, besides its contract. */
export interface BackendOptions {
  /** Flags that say where the data is, as `['--memory']` or `['--data', folder]`; none: where DATABASE_URL says. */
  storage?: readonly string[];
  /** Variables besides those of this process. */
  env?: Readonly<Record<string, string>>;
  /** Where it is started: what it writes beside its data goes there. */
  folder?: string;
}

/**
 * Starts Plumbline on a contract and waits until it is ready.
 *
 * @throws Error with what the process printed when it ends before it is ready
 */
export async function startBackend(
  contract: string,
  { storage = ['--memory'], env = {}, folder = root }: BackendOptions = {},
): Promise<Backend> {
  const port = await freePort();
  const started = performance.now();
  const args = [MAIN, resolve(contract), ...storage, '--port', String(port), '--host', '127.0.0.1'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      keepLast(output, chunk);
    });
  const url = `http://127.0.0.1:${port}`;
  const end = undoneWhenStopped(() => stop(child));
  await untilReady(url, child, output);
  return { url, startSeconds: (performance.now() - started) / 1000, stop: end };
}

function keepLast(output: string[], chunk: Buffer): void {
  output.push(chunk.toString());
  if (output.length > 50) output.shift();
}

async function untilReady(url: string, child: ChildProcess, output: string[]): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`Plumbline ended with exit code ${child.exitCode}:\n${output.join('')}`);
    const response = await fetch(`${url}/_system/readyz`).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`Plumbline was not ready within ${READY_WITHIN_MS / 1000} s:\n${output.join('')}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
