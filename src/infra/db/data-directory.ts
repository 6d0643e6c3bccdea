import { mkdir, open, readFile, rename, rm, utimes, stat } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The data directory cannot be used; the message says why and what to do. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}

interface Holder {
  pid: number;
  host: string;
}

/** The holder touches the lock this often, so that another host (a container on a shared volume) can tell it lives. */
const HEARTBEAT_MS = 5000;
const STALE_AFTER_MS = 30_000;
const PATIENCE_MS = 1000;

/** Directories that this process holds: its own pid in a lock file is otherwise that of a predecessor, as in containers. */
const held = new Set<string>();

/**
 * Makes the directory and locks it for this process: two PGlites on one cluster destroy it. The lock of a process that
 * crashed is taken over.
 *
 * @returns unlocks
 * @throws DataDirectoryError when another process holds it, or it cannot be written
 */
export async function lockDirectory(dataDir: string): Promise<() => Promise<void>> {
  const directory = resolve(dataDir);
  const file = join(directory, 'lock');
  if (held.has(directory)) throw inUse(directory, { pid: process.pid, host: hostname() });
  held.add(directory);
  try {
    await mkdir(directory, { recursive: true });
    if (!(await claim(file))) await takeOver(directory, file);
  } catch (error) {
    held.delete(directory);
    if (error instanceof DataDirectoryError) throw error;
    const message = `The data directory ${directory} cannot be written. Give another one with --data, or use --memory.`;
    throw new DataDirectoryError(message, { cause: error });
  }
  const heartbeat = setInterval(() => {
    // A lock that somebody removed by hand is no reason to stop.
    void utimes(file, new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MS).unref();
  return async () => {
    clearInterval(heartbeat);
    held.delete(directory);
    await rm(file, { force: true });
  };
}

/** Writes the lock unless there is one. */
async function claim(file: string): Promise<boolean> {
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(own);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function takeOver(directory: string, file: string): Promise<void> {
  const holder = await readHolder(file);
  // One that was just killed may still be on its way out, and one that is stopping gives the lock back.
  const deadline = Date.now() + PATIENCE_MS;
  while (holder !== undefined && (await isAlive(holder, file))) {
    if (Date.now() > deadline) throw inUse(directory, holder);
    await sleep(50);
  }
  const own = `${file}.${process.pid}`;
  await rm(own, { force: true });
  await claim(own);
  await rename(own, file);
  // Two that take over at once both rename; the later one wins, and the other sees that here.
  await sleep(50);
  const winner = await readHolder(file);
  if (winner !== undefined && (winner.pid !== process.pid || winner.host !== hostname()))
    throw inUse(directory, winner);
}

/** Who holds the lock; `undefined` when it was written by half. */
async function readHolder(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder, file: string): Promise<boolean> {
  const touched = await stat(file).catch(() => undefined);
  if (touched === undefined) return false;
  if (holder.host !== hostname()) return Date.now() - touched.mtimeMs < STALE_AFTER_MS;
  if (holder.pid === process.pid) return false;
  // Whoever held it before the machine was started is gone, though something else may have got its number.
  if (touched.mtimeMs < Date.now() - uptime() * 1000) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(directory: string, { pid, host }: Holder): DataDirectoryError {
  return new DataDirectoryError(
    `The data directory ${directory} is in use by process ${pid} on ${host}. ` +
      'Stop that process, give another directory with --data, use --memory, or share a PostgreSQL server by DATABASE_URL.',
  );
}
