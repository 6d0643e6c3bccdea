import { createHash, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { KeyRingError } from './key-ring-error.ts';

/**
 * A new key is published at once and used a minute later. By then every instance has read it, and whoever fetched the
 * key set before has had time to fetch it again: nobody meets a key that they cannot find.
 */
export const PUBLICATION_SECONDS = 60;

/** An old signing key verifies for as long as the longest-lived token it signed, and a little for slow clocks. */
const VERIFY_SECONDS = 15 * 60 + 60;

/** ES256 key that signs access tokens. Times are ISO 8601: a ring is kept as JSON. */
export interface SigningKey {
  /** JWK thumbprint (RFC 7638). */
  kid: string;
  privateJwk: JWK;
  publicJwk: JWK;
  usedFrom: string;
  /** No token it signed is alive after this. */
  verifiesUntil?: string;
}

/** AES-256 key that personal data is encrypted with; base64. */
export interface DataKey {
  id: string;
  key: string;
  usedFrom: string;
}

/** Every secret the service makes for itself, oldest first. */
export interface KeyRing {
  signing: SigningKey[];
  data: DataKey[];
  /** Key of the blind index (HMAC-SHA-256); base64. Not rotated: every lookup would fail until all rows were rewritten. */
  index: string;
  /** When the audit chain was sealed for the first time, as ISO 8601; from then on one without a seal is broken. */
  chainSealedAt?: string;
  /** When addresses that an earlier version erased got their proofs; from then on one without a proof was removed. */
  erasuresProvenAt?: string;
}

/**
 * Reads a ring as it is kept.
 *
 * @param place where it is kept, for the message
 * @throws KeyRingError when it is none
 */
export function readKeyRing(text: string, place: string): KeyRing {
  const ring = parsed(text);
  const isRing =
    isListOf(ring['signing'], ['kid', 'usedFrom', 'privateJwk', 'publicJwk']) &&
    isListOf(ring['data'], ['id', 'key', 'usedFrom']) &&
    typeof ring['index'] === 'string';
  if (isRing) return ring as unknown as KeyRing;
  throw new KeyRingError(`What is kept in ${place} is no ring of keys. Restore it from a backup.`);
}

function parsed(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isListOf(keys: unknown, members: readonly string[]): boolean {
  const isWhole = (key: unknown) =>
    typeof key === 'object' && key !== null && members.every((member) => Object.hasOwn(key, member));
  return Array.isArray(keys) && keys.length > 0 && keys.every(isWhole);
}

/** The ring of a service that starts for the first time; its keys are in use at once. */
export async function newKeyRing(now: Date): Promise<KeyRing> {
  return {
    signing: [await newSigningKey(now)],
    data: [newDataKey(now)],
    index: randomBytes(32).toString('base64'),
  };
}

/**
 * Adds a signing key and a data key that take over after `PUBLICATION_SECONDS`, and lets go of signing keys that no
 * living token needs. Data keys stay: what they encrypted is still there until it is encrypted anew.
 */
export async function rotateKeyRing(ring: KeyRing, now: Date): Promise<KeyRing> {
  const usedFrom = after(now, PUBLICATION_SECONDS);
  const verifiesUntil = after(usedFrom, VERIFY_SECONDS).toISOString();
  const retiring = ring.signing.map((key) => ({ verifiesUntil, ...key }));
  const kept = retiring.filter((key) => new Date(key.verifiesUntil) > now);
  return {
    ...ring,
    signing: [...kept, await newSigningKey(usedFrom)],
    data: [...ring.data, newDataKey(usedFrom)],
  };
}

/** Lets go of data keys that nothing is encrypted with any more; the one in use and those to come stay. */
export function dropDataKeys(ring: KeyRing, unused: ReadonlySet<string>, now: Date): KeyRing {
  const current = currentKey(ring.data, now);
  return {
    ...ring,
    data: ring.data.filter((key) => key === current || key.usedFrom > current.usedFrom || !unused.has(key.id)),
  };
}

/** The key in use: the newest whose time has come. */
export function currentKey<Key extends { usedFrom: string }>(keys: readonly Key[], now: Date): Key {
  const usable = keys.filter((key) => new Date(key.usedFrom) <= now);
  const key = usable.at(-1) ?? keys[0];
  if (key === undefined)
    throw new Error('The key ring is empty. Restore it from a backup: what it encrypted needs it.');
  return key;
}

/** The public halves of every key whose tokens may be alive or come (RFC 7517). */
export function publicKeySet(ring: KeyRing, now: Date): { keys: JWK[] } {
  const alive = ring.signing.filter(
    ({ verifiesUntil }) => verifiesUntil === undefined || new Date(verifiesUntil) > now,
  );
  return { keys: alive.map(({ publicJwk }) => publicJwk) };
}

async function newSigningKey(usedFrom: Date): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const publicPart = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicPart);
  return {
    kid,
    privateJwk: await exportJWK(privateKey),
    publicJwk: { ...publicPart, kid, alg: 'ES256', use: 'sig' },
    usedFrom: usedFrom.toISOString(),
  };
}

function newDataKey(usedFrom: Date): DataKey {
  const key = randomBytes(32);
  const id = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return { id, key: key.toString('base64'), usedFrom: usedFrom.toISOString() };
}

function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
