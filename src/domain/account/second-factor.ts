import { ConflictError } from '../errors.ts';

interface NewSecondFactor {
  accountId: string;
  /** Shared secret of the authenticator, base32. */
  secret: string;
  now: Date;
}

/** What is shown when a code is refused; the same for every reason, so that trying tells nothing. */
export type CodeVerdict = 'accepted' | 'refused';

/**
 * The second factor of an account: an authenticator app (TOTP, RFC 6238), and recovery codes for the day it is lost.
 * Asked for at login only once it is confirmed.
 */
export class SecondFactor {
  readonly accountId: string;
  secret: string;
  confirmedAt: Date | null = null;
  /** Time step of the last accepted code. A step counts once: a code seen over a shoulder is spent (RFC 6238, 5.2). */
  lastStep: number | null = null;
  /** Digests of the recovery codes that are left. */
  recoveryDigests: string[] = [];
  readonly createdAt: Date;
  version = 1;

  constructor({ accountId, secret, now }: NewSecondFactor) {
    this.accountId = accountId;
    this.secret = secret;
    this.createdAt = now;
  }

  get isConfirmed(): boolean {
    return this.confirmedAt !== null;
  }

  /**
   * Starts over with another secret, as long as the first was never confirmed.
   *
   * @throws ConflictError when the factor is in force: it is removed first, with a code
   */
  replaceSecret(secret: string): void {
    if (this.isConfirmed) throw new ConflictError('A second factor is in force. Remove it before enrolling another.');
    this.secret = secret;
    this.lastStep = null;
  }

  /**
   * Puts the factor in force: the person has shown a code of it.
   *
   * @param step time step whose code was shown; `undefined` when the code fits none
   * @param recoveryDigests digests of the recovery codes handed out now, and never again
   * @throws ConflictError when it is in force already
   */
  confirm(step: number | undefined, recoveryDigests: readonly string[], now: Date): CodeVerdict {
    if (this.isConfirmed) throw new ConflictError('The second factor is confirmed already.');
    if (step === undefined) return 'refused';
    this.confirmedAt = now;
    this.lastStep = step;
    this.recoveryDigests = [...recoveryDigests];
    return 'accepted';
  }

  /** Takes a code of the authenticator, once. `step` as for `confirm`. */
  acceptStep(step: number | undefined): CodeVerdict {
    if (!this.isConfirmed || step === undefined) return 'refused';
    if (this.lastStep !== null && step <= this.lastStep) return 'refused';
    this.lastStep = step;
    return 'accepted';
  }

  /** Takes a recovery code by its digest, once. */
  acceptRecoveryCode(digest: string): CodeVerdict {
    if (!this.isConfirmed || !this.recoveryDigests.includes(digest)) return 'refused';
    this.recoveryDigests = this.recoveryDigests.filter((kept) => kept !== digest);
    return 'accepted';
  }

  /** New recovery codes in place of whatever is left of the old. */
  replaceRecoveryCodes(digests: readonly string[]): void {
    this.recoveryDigests = [...digests];
  }
}
