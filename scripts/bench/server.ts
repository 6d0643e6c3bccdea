import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../prove/backend.ts';

/** One server under measurement: a process of its own on a loopback port. */
export interface Server {
  name: string;
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts a peer of `peers/` by file name; it reads PORT and DATABASE_URL. */
export async function startPeer(name: string, file: string, databaseUrl: string): Promise<Server> {
  const port = await freePort();
  const args = [`scripts/bench/peers/${file}`];
  return start(name, args, port, { PORT: String(port), DATABASE_URL: databaseUrl, NODE_ENV: 'production' });
}

/** Starts Plumbline as an operator would, everything on; its log goes where a collector would read it, unread here. */
export async function startPlumbline(
  name: string,
  contract: string,
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<Server> {
  return startProduction(name, [contract], { DATABASE_URL: databaseUrl, ...env });
}

/**
 * Starts Plumbline in production.
 *
 * @param args a contract, where it is not the project's own, and flags
 */
export async function startProduction(name: string, args: string[], env: Record<string, string>): Promise<Server> {
  const port = await freePort();
  // The flag of `npm start`: requests make short-lived objects, which a larger nursery outlives without copying.
  const all = ['--max-semi-space-size=32', 'src/main.ts', ...args, '--port', String(port), '--host', '127.0.0.1'];
  return start(name, [...all, '--production'], port, env, '/_system/readyz');
}

/** Applies the migrations of the delivery desk. */
export async function migrateDesk(flags: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['scripts/migrate.ts', 'up', ...flags], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The migrations of the desk ended with exit code ${code}`);
}

async function start(
  name: string,
  args: string[],
  port: number,
  env: Record<string, string>,
  readyPath = '/items?limit=1',
): Promise<Server> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(name, child, url + readyPath);
  if (child.pid === undefined) throw new Error(`${name} has no process id`);
  return { name, url, pid: child.pid, stop: () => stop(child) };
}

async function untilAnswering(name: string, child: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`${name} ended with exit code ${child.exitCode} before it answered`);
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await sleep(100);
  }
  child.kill();
  throw new Error(`${name} did not answer ${url} within 30 s`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Resident memory of a process in MiB (Linux: /proc). */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`No VmRSS in /proc/${pid}/status`);
  return Number(kilobytes) / 1024;
}
