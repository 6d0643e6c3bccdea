import { setTimeout } from 'node:timers/promises';
import type { KeyRingStore } from './key-ring-store.ts';
import { newKeyRing, rotateKeyRing, type KeyRing } from './key-ring.ts';

/** How often the ring is read again without a reason: well within the minute between publishing a key and using it. */
const RELOAD_MS = 20_000;
/** How often a token that names an unknown key may make us read it: an attacker can send any number of those. */
const RELOAD_AT_MOST_EVERY_MS = 5_000;
const ATTEMPTS = 10;
/** Between attempts to read what another instance is writing. */
const WAIT_MS = 50;

/** The keys of this instance, in step with the store and so with every other instance. */
export interface Keys {
  /** The ring as last read. */
  ring(): KeyRing;
  /** Reads the ring again, because a key was not in it; not more often than every five seconds. */
  refresh(): Promise<KeyRing>;
  /** Adds new keys (`rotateKeyRing`). */
  rotate(): Promise<KeyRing>;
  /** Changes the ring for every instance; `change` may run more than once. */
  update(change: (ring: KeyRing) => KeyRing | Promise<KeyRing>): Promise<KeyRing>;
  /** Stops reading. */
  close(): void;
}

/**
 * Opens the key ring, making one on the first start.
 *
 * @param clock the time now
 * @param onError told when a reading in the background fails; the last ring stays in use
 * @throws MasterKeyError when the ring is there and MASTER_KEY does not open it
 */
export async function openKeys(
  store: KeyRingStore,
  clock: () => Date,
  onError: (error: unknown) => void,
): Promise<Keys> {
  let ring = await createOrRead(store, clock());
  let readAt = clock().getTime();

  const read = async () => {
    readAt = clock().getTime();
    const stored = await store.read();
    if (stored !== undefined) ring = JSON.parse(stored.text) as KeyRing;
    return ring;
  };
  const update: Keys['update'] = async (change) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stored = await store.read();
      if (stored === undefined) break;
      const next = await change(JSON.parse(stored.text) as KeyRing);
      if (await store.write({ version: stored.version + 1, text: JSON.stringify(next) })) return read();
    }
    throw new Error('The key ring could not be written: others keep changing it, or it is gone. Try again.');
  };
  const timer = setInterval(() => void read().catch(onError), RELOAD_MS).unref();

  return {
    ring: () => ring,
    refresh: () => (clock().getTime() - readAt < RELOAD_AT_MOST_EVERY_MS ? Promise.resolve(ring) : read()),
    rotate: () => update((current) => rotateKeyRing(current, clock())),
    update,
    close: () => {
      clearInterval(timer);
    },
  };
}

async function createOrRead(store: KeyRingStore, now: Date): Promise<KeyRing> {
  const text = (await store.read())?.text ?? (await create(store, now));
  return JSON.parse(text) as KeyRing;
}

/** Another instance may be making the ring at this moment: what is stored counts, as soon as it is there. */
async function create(store: KeyRingStore, now: Date): Promise<string> {
  await store.write({ version: 1, text: JSON.stringify(await newKeyRing(now)) });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await store.read();
    if (stored !== undefined) return stored.text;
    await setTimeout(WAIT_MS);
  }
  throw new Error('The key ring was written and is not there. Is another process deleting it?');
}
