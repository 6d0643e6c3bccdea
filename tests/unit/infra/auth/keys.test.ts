import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  currentKey,
  dropDataKeys,
  newKeyRing,
  publicKeySet,
  rotateKeyRing,
  type KeyRing,
} from '../../../../src/infra/auth/key-ring.ts';
import {
  fileKeyRingStore,
  memoryKeyRingStore,
  sealedKeyRingStore,
  type KeyRingStore,
} from '../../../../src/infra/auth/key-ring-store.ts';
import { KeyRingError } from '../../../../src/infra/auth/key-ring-error.ts';
import { openKeys, type Keys } from '../../../../src/infra/auth/keys.ts';
import { MasterKeyError, readMasterKey } from '../../../../src/infra/auth/master-key.ts';
import { seal, unseal } from '../../../../src/infra/auth/seal.ts';
import { frozenClock } from './clock.ts';

const MASTER = 'q1eGJ3Xo1fWc7oQ8fV9v0Z7S8Yk2d3b4c5a6e7f8A9E=';
const opened: Keys[] = [];
const fail = (error: unknown) => {
  throw error;
};

async function open(store: KeyRingStore, clock = frozenClock()): Promise<Keys> {
  const keys = await openKeys(store, clock.now, fail);
  opened.push(keys);
  return keys;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(async () => {
  for (const keys of opened.splice(0)) keys.close();
  await rm(folder, { recursive: true });
});

describe('a key ring', () => {
  test('of a first start is in use at once, and shows only public halves', async () => {
    const { now } = frozenClock();
    const ring = await newKeyRing(now());
    const [shown] = publicKeySet(ring, now()).keys;
    expect(shown).toEqual({ ...shown, kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: ring.signing[0]?.kid });
    expect(Object.keys(shown ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    expect([currentKey(ring.signing, now()), currentKey(ring.data, now())]).toEqual([ring.signing[0], ring.data[0]]);
  });

  test('a new signing key is shown at once, used after a minute, and the old one verifies for as long as its tokens live', async () => {
    const clock = frozenClock();
    const first = await newKeyRing(clock.now());
    const ring = await rotateKeyRing(first, clock.now());
    const kids = () => publicKeySet(ring, clock.now()).keys.map(({ kid }) => kid);
    const [old, next] = ring.signing;
    expect([kids(), currentKey(ring.signing, clock.now())]).toEqual([[old?.kid, next?.kid], old]);
    clock.advance(60);
    expect([kids(), currentKey(ring.signing, clock.now())]).toEqual([[old?.kid, next?.kid], next]);
    clock.advance(16 * 60);
    expect(kids()).toEqual([next?.kid]);
  });

  test('rotation lets go of signing keys that no living token needs, and keeps every data key', async () => {
    const clock = frozenClock();
    let ring = await newKeyRing(clock.now());
    for (let rotation = 0; rotation < 3; rotation += 1) {
      ring = await rotateKeyRing(ring, clock.now());
      clock.advance(3600);
    }
    expect([ring.signing.length, ring.data.length]).toEqual([2, 4]);
  });

  test('data keys go when nothing is encrypted with them, but for the one in use and those to come', async () => {
    const clock = frozenClock();
    let ring = await newKeyRing(clock.now());
    ring = await rotateKeyRing(ring, clock.now());
    clock.advance(60);
    ring = await rotateKeyRing(ring, clock.now());
    const ids = ring.data.map(({ id }) => id);
    const left = (unused: string[]) => dropDataKeys(ring, new Set(unused), clock.now()).data.map(({ id }) => id);
    expect([left(ids), left([])]).toEqual([ids.slice(1), ids]);
  });

  test('without any key says what to do', () => {
    expect(() => currentKey([], new Date())).toThrow('Restore it from a backup');
  });

  test('whose clock went back uses its first key', async () => {
    const ring = await newKeyRing(new Date());
    expect(currentKey(ring.data, new Date(0))).toBe(ring.data[0]);
  });
});

describe('keys of several instances', () => {
  test('two that start at once make one ring', async () => {
    const store = fileKeyRingStore(join(folder, 'keys.json'));
    const [one, two] = await Promise.all([open(store), open(store)]);
    expect(one.ring()).toEqual(two.ring());
  });

  test('two that rotate at once both succeed', async () => {
    const store = memoryKeyRingStore();
    const [one, two] = [await open(store), await open(store)];
    await Promise.all([one.rotate(), two.rotate()]);
    const { text = '' } = (await store.read()) ?? {};
    expect((JSON.parse(text) as KeyRing).data).toHaveLength(3);
  });

  test('one learns of the other on need, at most every five seconds', async () => {
    const clock = frozenClock();
    const store = memoryKeyRingStore();
    const [one, two] = [await open(store, clock), await open(store, clock)];
    await one.rotate();
    expect((await two.refresh()).data).toHaveLength(1);
    clock.advance(5);
    expect([(await two.refresh()).data.length, two.ring().data.length]).toEqual([2, 2]);
  });

  test('a ring that others keep changing gives up with a message', async () => {
    const store = memoryKeyRingStore();
    const keys = await open({
      ...store,
      write: async (stored) => (stored.version === 1 ? store.write(stored) : false),
    });
    await expect(keys.rotate()).rejects.toThrow('others keep changing it');
  });

  test('a ring that is gone is not made anew over the data it encrypted', async () => {
    const store = memoryKeyRingStore();
    let isGone = false;
    const keys = await open({ ...store, read: async () => (isGone ? undefined : store.read()) });
    isGone = true;
    await expect(keys.rotate()).rejects.toThrow('it is gone');
    await expect(
      openKeys(
        { place: 'nowhere', read: () => Promise.resolve(undefined), write: () => Promise.resolve(true) },
        () => new Date(),
        fail,
      ),
    ).rejects.toThrow('is not there');
  });

  test('a vanished ring stays in use in memory', async () => {
    const clock = frozenClock();
    const store = memoryKeyRingStore();
    let isGone = false;
    const keys = await open({ ...store, read: async () => (isGone ? undefined : store.read()) }, clock);
    isGone = true;
    clock.advance(5);
    expect((await keys.refresh()).data).toHaveLength(1);
  });
});

describe('the key file', () => {
  test('is for its owner only, and survives a restart', async () => {
    const file = join(folder, 'inner', 'keys.json');
    const keys = await open(fileKeyRingStore(file));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await open(fileKeyRingStore(file))).ring()).toEqual(keys.ring());
  });

  test('that cannot be read stops the start instead of being replaced', async () => {
    const file = join(folder, 'keys.json');
    await writeFile(file, '{"version": 1, "te');
    await expect(open(fileKeyRingStore(file))).rejects.toThrow(KeyRingError);
    await expect(open(fileKeyRingStore(file))).rejects.toThrow(`The key file ${file} cannot be read (damaged)`);
    expect(await readFile(file, 'utf8')).toBe('{"version": 1, "te');
  });

  test.each(['{}', 'null', '[]', 'x', '{"signing":[],"data":[],"index":"x"}', '{"signing":[{"kid":"a"}],"data":[{}]}'])(
    'that holds %s in the place of a ring stops the start',
    async (text) => {
      const file = join(folder, 'keys.json');
      await writeFile(file, JSON.stringify({ version: 1, text }));
      await expect(open(fileKeyRingStore(file))).rejects.toThrow(`What is kept in ${file} is no ring of keys`);
    },
  );

  test('that is a folder says why it cannot be read', async () => {
    await expect(open(fileKeyRingStore(folder))).rejects.toThrow('(EISDIR)');
  });

  test('that is gone is not made anew where its keys protect something', async () => {
    const file = join(folder, 'keys.json');
    const opening = openKeys(fileKeyRingStore(file), () => new Date(), fail, false);
    await expect(opening).rejects.toThrow(`there are none in ${file}, and the database holds what only they open`);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is written by one of two writers of a version', async () => {
    const store = fileKeyRingStore(join(folder, 'keys.json'));
    const outcomes = await Promise.all(['a', 'b'].map((text) => store.write({ version: 1, text })));
    expect(outcomes.sort()).toEqual([false, true]);
    expect(await store.write({ version: 1, text: 'c' })).toBe(false);
    expect(await store.write({ version: 2, text: 'd' })).toBe(true);
  });

  test('can be written after a writer died', async () => {
    const store = fileKeyRingStore(join(folder, 'keys.json'));
    const draft = join(folder, 'keys.json.1');
    await writeFile(draft, '');
    expect(await store.write({ version: 1, text: 'a' })).toBe(false);
    await utimes(draft, 0, 0);
    expect(await store.write({ version: 1, text: 'a' })).toBe(true);
  });
});

describe('the master key', () => {
  test('is read from base64 and from hex', () => {
    const key = readMasterKey(MASTER);
    expect(readMasterKey(` ${key.toString('hex')}\n`)).toEqual(key);
  });

  test.each([undefined, '', '  ', 'secret', 'A'.repeat(44), '0'.repeat(64), MASTER.slice(4)])(
    '%j is refused, saying how to make one',
    (text) => {
      expect(() => readMasterKey(text)).toThrow(MasterKeyError);
      expect(() => readMasterKey(text)).toThrow('openssl rand -base64 32');
    },
  );

  test('seals the ring: what is stored shows nothing of it, and another key does not open it', async () => {
    const inner = memoryKeyRingStore();
    const keys = await open(sealedKeyRingStore(inner, readMasterKey(MASTER)));
    const stored = await inner.read();
    expect(stored?.text).not.toContain(keys.ring().index);
    expect(stored?.text).toMatch(/^[\w-]+$/);
    const other = sealedKeyRingStore(inner, Buffer.alloc(32, 7));
    await expect(open(other)).rejects.toThrow('MASTER_KEY does not open the keys in this database');
    expect((await open(sealedKeyRingStore(inner, readMasterKey(MASTER)))).ring()).toEqual(keys.ring());
  });
});

describe('a seal', () => {
  const key = readMasterKey(MASTER);

  test('opens with its key and context only, and not when a bit changed', () => {
    const sealed = seal('text', key, 'context');
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(unseal(sealed, key, 'context')).toBe('text');
    expect(() => unseal(sealed, key, 'other')).toThrow();
    expect(() => unseal(sealed, Buffer.alloc(32), 'context')).toThrow();
    expect(() => unseal(bytes.toString('base64url'), key, 'context')).toThrow();
    expect(() => unseal('AAAA', key, 'context')).toThrow();
  });

  test('differs every time', () => {
    expect(seal('text', key, 'context')).not.toBe(seal('text', key, 'context'));
  });
});
