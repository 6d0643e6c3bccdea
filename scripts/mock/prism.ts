import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Lines of a stack trace, which say nothing about the contract. */
const STACK = /^\s+at .*\n?/gm;
const READY_WITHIN_MS = 60_000;

/** Prism, kept running: a request that ends it costs that one response. */
export interface Prism {
  /** Ends it for good. */
  stop(): Promise<void>;
  /** Resolves with an exit code once it cannot be started again. */
  failed: Promise<number>;
}

/**
 * Starts Prism on a document and waits until it listens.
 *
 * @param origin how clients reach it, for what it prints
 * @returns its exit code where it does not start
 */
export async function startPrism(document: string, port: number, origin: string): Promise<Prism | number> {
  const state = { isStopping: false };
  let child = run(document, port, origin);
  if (!(await isReady(child, port))) return child.exitCode ?? 1;
  const keep = async (): Promise<number> => {
    for (;;) {
      if (!hasEnded(child)) await once(child, 'exit');
      if (state.isStopping) return 0;
      console.error(
        `The mock ended on a request (${child.signalCode ?? `exit code ${child.exitCode}`}) and is started again.`,
      );
      child = run(document, port, origin);
      if (!(await isReady(child, port))) return child.exitCode ?? 1;
    }
  };
  return {
    failed: keep(),
    async stop() {
      state.isStopping = true;
      if (hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function run(document: string, port: number, origin: string): ChildProcess {
  const prism = fileURLToPath(import.meta.resolve('@stoplight/prism-cli'));
  const child = spawn(process.execPath, [prism, 'mock', document, '--port', String(port), '--host', '127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk.toString().replaceAll(`http://127.0.0.1:${port}`, origin));
  });
  child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk.toString().replace(STACK, '')));
  return child;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!hasEnded(child) && Date.now() < deadline) {
    if (await isListening(port)) return true;
    await sleep(50);
  }
  return false;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .once('error', () => {
        resolve(false);
      });
  });
}
