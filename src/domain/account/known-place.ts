import { LoginCounter } from './login-counter.ts';

/** A place is known for this long after its last login there. */
export const KNOWN_FOR_DAYS = 90;

interface NewKnownPlace {
  accountId: string;
  place: string;
  now: Date;
}

/**
 * A place in the network where somebody has shown to be the owner of an account. What fails there is counted there, and
 * what fails elsewhere is not: strangers who keep trying do not keep the owner out.
 */
export class KnownPlace extends LoginCounter {
  readonly accountId: string;
  /** Keyed digest of the network address. */
  readonly place: string;
  provenAt: Date;
  version = 1;

  constructor({ accountId, place, now }: NewKnownPlace) {
    super();
    this.accountId = accountId;
    this.place = place;
    this.provenAt = now;
  }

  /** The owner has shown again who they are, here. */
  prove(now: Date): void {
    this.provenAt = now;
    this.forgetFailedLogins();
  }
}
