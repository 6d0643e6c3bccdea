import { createHmac } from 'node:crypto';
import { currentKey, type KeyRing } from './key-ring.ts';
import { seal, unseal } from './seal.ts';

/** `pd1.<key id>.<sealed>`: the form in which personal data stands in a column. */
const FORM = /^pd1\.([0-9a-f]{8})\.([\w-]+)$/;

/** Encrypts what says something of a person before it is stored, and finds rows by it without decrypting any. */
export interface PersonalData {
  /**
   * @param column `accounts.email`: what is encrypted for one column opens for no other
   * @returns other text every time, for the same text too
   */
  encrypt(text: string, column: string): string;
  /** @throws Error naming the column when the key is gone, or the value was moved or changed */
  decrypt(stored: string, column: string): string;
  /** Keyed digest of a text (HMAC-SHA-256), the same every time: what a unique index and a lookup hold. */
  index(text: string, column: string): string;
  /** Encrypted with the key in use now; if not, it is encrypted anew. */
  isCurrent(stored: string): boolean;
}

/** Personal data under the data keys of a ring. Sync: a row is mapped without waiting. */
export function createPersonalData(ring: () => KeyRing, clock: () => Date): PersonalData {
  return {
    encrypt(text, column) {
      const { id, key } = currentKey(ring().data, clock());
      return `pd1.${id}.${seal(text, Buffer.from(key, 'base64'), column)}`;
    },
    decrypt(stored, column) {
      const [, id, sealed = ''] = FORM.exec(stored) ?? [];
      const key = ring().data.find((candidate) => candidate.id === id);
      if (key === undefined) throw new Error(`${column} holds a value whose key (${id ?? 'none'}) is not in the ring.`);
      try {
        return unseal(sealed, Buffer.from(key.key, 'base64'), column);
      } catch (error) {
        throw new Error(`${column} holds a value that its key does not open: it was moved or changed.`, {
          cause: error,
        });
      }
    },
    index(text, column) {
      return createHmac('sha256', Buffer.from(ring().index, 'base64')).update(`${column}:${text}`).digest('hex');
    },
    isCurrent(stored) {
      return FORM.exec(stored)?.[1] === currentKey(ring().data, clock()).id;
    },
  };
}
