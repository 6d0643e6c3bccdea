import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** The data directory cannot be used; the message says why and what to do. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}

/** What the file `lock` says of the process that holds the directory, for messages. */
interface Holder {
  pid: number;
  host: string;
  /** The holder has the lock of the operating system as well; earlier versions had this file alone. */
  hasSystemLock?: boolean;
}

/** The holder touches the file this often, so that a host that does not share its locks can tell it lives. */
const HEARTBEAT_MS = 5000;
const STALE_AFTER_MS = 30_000;
const PATIENCE_MS = 1000;
const POLL_MS = 20;

/** SQLITE_BUSY: another process has the lock. */
const BUSY = 5;

/** Directories that this process holds: its own pid in a lock file is otherwise that of a predecessor, as in containers. */
const held = new Set<string>();

/**
 * Makes the directory and locks it for this process: two PGlites on one cluster destroy it. The lock is one of the operating
 * system, which frees it when its process ends in whatever way; numbers of processes prove nothing, since they are used again.
 *
 * @returns unlocks
 * @throws DataDirectoryError when another process holds it, or it cannot be written
 */
export async function lockDirectory(dataDir: string): Promise<() => Promise<void>> {
  const directory = resolve(dataDir);
  const file = join(directory, 'lock');
  if (held.has(directory)) throw inUse(directory, { pid: process.pid, host: hostname() });
  held.add(directory);
  let lock: DatabaseSync | undefined;
  try {
    await mkdir(directory, { recursive: true });
    lock = await takeSystemLock(directory, file);
    await ensureUnused(directory, file);
    const own: Holder = { pid: process.pid, host: hostname(), hasSystemLock: true };
    await writeFile(file, JSON.stringify(own));
  } catch (error) {
    lock?.close();
    held.delete(directory);
    if (error instanceof DataDirectoryError) throw error;
    const message = `The data directory ${directory} cannot be written. Give another one with --data, or use --memory.`;
    throw new DataDirectoryError(message, { cause: error });
  }
  const taken = lock;
  const heartbeat = setInterval(() => {
    // A file that somebody removed by hand is no reason to stop.
    void utimes(file, new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MS).unref();
  return async () => {
    clearInterval(heartbeat);
    // While the lock is held, so that it is not the next holder's.
    await rm(file, { force: true });
    taken.close();
    held.delete(directory);
  };
}

/**
 * Locks the file `lock.sqlite`, by SQLite since Node has no way of its own. The file is never removed: whoever had it open
 * would hold a lock that the next ones do not see.
 */
async function takeSystemLock(directory: string, file: string): Promise<DatabaseSync> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const database = new DatabaseSync(join(directory, 'lock.sqlite'));
    try {
      // Nothing is ever written, so that there is nothing to recover after a crash.
      database.exec('pragma journal_mode = memory; begin exclusive');
      return database;
    } catch (error) {
      database.close();
      if ((error as { errcode?: unknown }).errcode !== BUSY) throw error;
      // One that was just killed may still be on its way out, and one that is stopping gives the lock back.
      if (Date.now() > deadline) throw inUse(directory, await readHolder(file));
      await sleep(POLL_MS);
    }
  }
}

/** Looks for a holder that the lock of the operating system says nothing of: an earlier version, or another host. */
async function ensureUnused(directory: string, file: string): Promise<void> {
  const holder = await readHolder(file);
  if (holder === undefined) return;
  const deadline = Date.now() + PATIENCE_MS;
  const isHolding = holder.hasSystemLock === true ? beatsElsewhere : isAlive;
  while (await isHolding(holder, file)) {
    if (Date.now() > deadline) throw inUse(directory, holder);
    await sleep(POLL_MS);
  }
}

/** Whether a holder on another host goes on touching the file; a container that was killed does not. */
async function beatsElsewhere(holder: Holder, file: string): Promise<boolean> {
  const touchedAt = async () => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
  const before = await touchedAt();
  if (holder.host === hostname() || Date.now() - before > STALE_AFTER_MS) return false;
  await sleep(HEARTBEAT_MS + PATIENCE_MS);
  return (await touchedAt()) !== before;
}

/** Who holds the lock; `undefined` when nobody says, or it was written by half. */
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

function inUse(directory: string, holder: Holder | undefined): DataDirectoryError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new DataDirectoryError(
    `The data directory ${directory} is in use by ${who}. ` +
      'Stop that process, give another directory with --data, use --memory, or share a PostgreSQL server by DATABASE_URL.',
  );
}
