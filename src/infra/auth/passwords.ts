import bcrypt from 'bcrypt';

/** What 2026 asks of bcrypt: about a quarter of a second on one core. */
export const DEFAULT_COST = 12;

/** bcrypt reads this many bytes and ignores the rest. */
const MAX_BYTES = 72;

export interface PasswordCheck {
  isRight: boolean;
  /** The password hashed at today's cost, when it is right and its stored hash is cheaper. */
  upgradedHash?: string;
}

export interface Passwords {
  /** @returns a bcrypt hash; the password has passed `checkNewPassword` */
  hash(password: string): Promise<string>;
  /**
   * Compares a password with the stored hash of an account.
   *
   * @param hash `null` when there is no such account, or it has no password: takes as long, and is wrong
   */
  check(password: string, hash: string | null): Promise<PasswordCheck>;
}

/**
 * Hashes and checks passwords with bcrypt, in libuv's thread pool: the event loop never waits.
 *
 * @param cost logarithm of the number of rounds; raising it upgrades stored hashes as people log in
 */
export async function createPasswords(cost = DEFAULT_COST): Promise<Passwords> {
  // A hash nobody knows the password of: what an unknown account is compared with, so that it takes as long.
  const decoy = await bcrypt.hash(crypto.randomUUID(), cost);
  const hash = (password: string) => bcrypt.hash(password, cost);
  return {
    hash,
    async check(password, stored) {
      // A longer password, or one with NUL in it, was never accepted; bcrypt would compare its beginning only.
      const isPossible = Buffer.byteLength(password) <= MAX_BYTES && !password.includes('\0');
      const isEqual = await bcrypt.compare(isPossible ? password : '', stored ?? decoy);
      if (!isEqual || !isPossible || stored === null) return { isRight: false };
      if (bcrypt.getRounds(stored) >= cost) return { isRight: true };
      return { isRight: true, upgradedHash: await hash(password) };
    },
  };
}
