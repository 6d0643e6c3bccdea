import bcrypt from 'bcrypt';
import { availableParallelism } from 'node:os';
import { normalPassword } from '../../domain/account/normal-password.ts';
import { refuseAfterDeadline } from '../db/deadline.ts';
import { limitConcurrency } from './limit-concurrency.ts';

/** What 2026 asks of bcrypt: about a quarter of a second on one core. */
export const DEFAULT_COST = 12;

/** As many at a time as leave a core, and threads of the pool, to everything else. */
const AT_A_TIME = Math.max(1, Math.min(availableParallelism() - 1, 3));

/** Passwords that wait for each of them: ten seconds' worth. More are refused at once, rather than answered too late. */
const WAITING_EACH = 40;

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
 * Hashes and checks passwords with bcrypt, in libuv's thread pool: the event loop never waits. A password is the same
 * however the keyboard composes its characters (`normalPassword`).
 *
 * @param cost logarithm of the number of rounds; raising it upgrades stored hashes as people log in
 */
export async function createPasswords(cost = DEFAULT_COST): Promise<Passwords> {
  const limited = limitConcurrency(AT_A_TIME, AT_A_TIME * WAITING_EACH);
  const slot = <Result>(work: () => Promise<Result>) =>
    limited(() => {
      // The caller may have given up while it waited.
      refuseAfterDeadline();
      return work();
    });
  // A hash nobody knows the password of: what an unknown account is compared with, so that it takes as long.
  const decoy = await bcrypt.hash(crypto.randomUUID(), cost);
  const hash = (password: string) => slot(() => bcrypt.hash(normalPassword(password), cost));

  /** As long as a hash of today's cost takes, also with a cheaper one: that would tell that there is an account. */
  const isEqual = async (password: string, stored: string) => {
    return await slot(async () => {
      const isSame = await bcrypt.compare(password, stored);
      for (let rest = 2 ** (cost - bcrypt.getRounds(stored)) - 1; rest > 0; rest -= 1) await bcrypt.compare('', stored);
      return isSame;
    });
  };
  return {
    hash,
    async check(password, stored) {
      const normal = normalPassword(password);
      // Hashes from before passwords were normalised hold what was typed then.
      const forms = normal === password ? [normal] : [normal, password];
      const verdicts: boolean[] = [];
      for (const form of forms) {
        const wasEqual = await isEqual(isPossible(form) ? form : '', stored ?? decoy);
        verdicts.push(wasEqual && isPossible(form) && stored !== null);
      }
      if (stored === null || !verdicts.includes(true)) return { isRight: false };
      const isCurrent = verdicts[0] === true && bcrypt.getRounds(stored) >= cost;
      return isCurrent ? { isRight: true } : { isRight: true, upgradedHash: await hash(password) };
    },
  };
}

/** A longer password, or one with NUL in it, was never accepted; bcrypt would compare its beginning only. */
function isPossible(password: string): boolean {
  return Buffer.byteLength(password) <= MAX_BYTES && !password.includes('\0');
}
