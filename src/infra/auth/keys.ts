import { setTimeout } from 'node:timers/promises';
import { KeyRingError } from './key-ring-error.ts';
import type { KeyRingStore } from './key-ring-store.ts';
import { newKeyRing, readKeyRing, rotateKeyRing, type KeyRing } from './key-ring.ts';

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
 * @param mayCreate not where something is protected already: new keys would open nothing of it
 * @throws MasterKeyError when the ring is there and MASTER_KEY does not open it; KeyRingError when it is damaged or gone
 */
export async function openKeys(
  store: KeyRingStore,
  clock: () => Date,
  onError: (error: unknown) => void,
  mayCreate = true,
): Promise<Keys> {
  const first = (await store.read())?.text ?? (await create(store, clock(), mayCreate));
  let ring = readKeyRing(first, store.place);
  let readAt = clock().getTime();

  const read = async () => {
    readAt = clock().getTime();
    const stored = await store.read();
    if (stored !== undefined) ring = readKeyRing(stored.text, store.place);
    return ring;
  };
  const update: Keys['update'] = async (change) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stored = await store.read();
      if (stored === undefined) break;
      const next = await change(readKeyRing(stored.text, store.place));
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

/** Another instance may be making the ring at this moment: what is stored counts, as soon as it is there. */
async function create(store: KeyRingStore, now: Date, mayCreate: boolean): Promise<string> {
  if (!mayCreate) {
    throw new KeyRingError(
      `The keys are gone: there are none in ${store.place}, and the database holds what only they open. ` +
        'Restore them from a backup, or begin anew with an empty database.',
    );
  }
  await store.write({ version: 1, text: JSON.stringify(await newKeyRing(now)) });
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await store.read();
    if (stored !== undefined) return stored.text;
    await setTimeout(WAIT_MS);
  }
  throw new Error('The key ring was written and is not there. Is another process deleting it?');
}
