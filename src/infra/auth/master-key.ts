/** How to make a key; part of every message that asks for one. */
const HOW_TO =
  'Make one with:  openssl rand -base64 32\n' +
  'Keep it where secrets are kept, give the same one to every instance, and back it up apart from the database.';

/** MASTER_KEY is missing or is not a key. The message says how to make one, and repeats nothing of it. */
export class MasterKeyError extends Error {
  constructor(problem: string) {
    super(`${problem}\n${HOW_TO}`);
    this.name = 'MasterKeyError';
  }
}

/**
 * Reads the key that seals the key ring in the database.
 *
 * @param text value of MASTER_KEY: 32 bytes, base64 or hex
 * @throws MasterKeyError when it is not
 */
export function readMasterKey(text: string | undefined): Buffer {
  if (text === undefined || text.trim() === '') {
    throw missingMasterKey();
  }
  const plain = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(plain) ? Buffer.from(plain, 'hex') : Buffer.from(plain, 'base64');
  if (key.length !== 32 || new Set(key).size < 8) {
    throw new MasterKeyError('MASTER_KEY is not a random key of 32 bytes, written in base64 or hex.');
  }
  return key;
}

/** The error of a service on PostgreSQL that has no MASTER_KEY. */
export function missingMasterKey(): MasterKeyError {
  return new MasterKeyError('MASTER_KEY is not set: without it the keys of the service cannot be kept in PostgreSQL.');
}
