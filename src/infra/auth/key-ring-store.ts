import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyRingError } from './key-ring-error.ts';
import { MasterKeyError } from './master-key.ts';
import { seal, unseal } from './seal.ts';

const CONTEXT = 'plumbline:key-ring';
const ABANDONED_AFTER_MS = 60_000;

/** A key ring as text, and the number of writes that made it. */
export interface StoredKeyRing {
  version: number;
  text: string;
}

/** Where the key ring is kept. Writes are compare-and-swap: two instances that start or rotate at once make one ring. */
export interface KeyRingStore {
  /** Where that is, for messages. */
  place: string;
  read(): Promise<StoredKeyRing | undefined>;
  /**
   * @param stored its version is one more than the one read; 1 for the first
   * @returns false when somebody else wrote that version first
   */
  write(stored: StoredKeyRing): Promise<boolean>;
}

/** Keeps the ring in a file that only its owner may read, for the database that lives in the same folder. */
export function fileKeyRingStore(file: string): KeyRingStore {
  const read = async (): Promise<StoredKeyRing | undefined> => {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as StoredKeyRing;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      const reason = (error as NodeJS.ErrnoException).code ?? 'damaged';
      const message = `The key file ${file} cannot be read (${reason}). Let this user read it, or restore it from a backup.`;
      throw new KeyRingError(message, { cause: error });
    }
  };
  return {
    place: file,
    read,
    async write(stored) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const draft = `${file}.${stored.version}`;
      // The exclusive draft is the lock: whoever makes it first writes this version.
      await removeAbandoned(draft);
      const handle = await open(draft, 'wx', 0o600).catch(() => undefined);
      if (handle === undefined) return false;
      try {
        if (((await read())?.version ?? 0) !== stored.version - 1) return false;
        await handle.writeFile(JSON.stringify(stored));
        await handle.sync();
        await rename(draft, file);
        return true;
      } finally {
        await handle.close();
        await rm(draft, { force: true });
      }
    },
  };
}

/** A process that died while writing leaves its draft, which would keep out every other writer. */
async function removeAbandoned(draft: string): Promise<void> {
  const made = await stat(draft).catch(() => undefined);
  if (made !== undefined && Date.now() - made.mtimeMs > ABANDONED_AFTER_MS) await rm(draft, { force: true });
}

/** Keeps the ring for as long as the process lives: for `--memory`, where the rows it protects live no longer either. */
export function memoryKeyRingStore(): KeyRingStore {
  let kept: StoredKeyRing | undefined;
  return {
    place: 'memory',
    read: () => Promise.resolve(kept),
    write: (stored) => {
      const isNext = (kept?.version ?? 0) === stored.version - 1;
      if (isNext) kept = stored;
      return Promise.resolve(isNext);
    },
  };
}

/** Puts a seal around another store: what it keeps can be opened with the master key only. */
export function sealedKeyRingStore(store: KeyRingStore, masterKey: Buffer): KeyRingStore {
  return {
    place: store.place,
    async read() {
      const stored = await store.read();
      if (stored === undefined) return undefined;
      try {
        return { version: stored.version, text: unseal(stored.text, masterKey, CONTEXT) };
      } catch {
        throw new MasterKeyError(
          'MASTER_KEY does not open the keys in this database: it is not the one that sealed them. Set that one.',
        );
      }
    },
    write: ({ version, text }) => store.write({ version, text: seal(text, masterKey, CONTEXT) }),
  };
}
