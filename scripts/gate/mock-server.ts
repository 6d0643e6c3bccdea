import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { undoneWhenStopped } from '../interruption.ts';
import { freePort } from '../prove/backend.ts';

/** A running Prism that mocks one contract. */
export interface Mock {
  url: string;
  pid: number | undefined;
  stop: () => Promise<void>;
}

const MOCK = fileURLToPath(new URL('../mock.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** Starts `npm run mock` on a contract and waits until it answers. @throws Error with what it printed when it does not */
export async function startMock(file: string): Promise<Mock> {
  const port = await freePort();
  const child = spawn(process.execPath, [MOCK, file, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const stop = undoneWhenStopped(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response) return { url, pid: child.pid, stop };
    await sleep(50);
  }
  await stop();
  throw new Error(`Prism did not start on ${file}:\n${output}`);
}
