/** What an account is made of. */
export interface NewAccount {
  id: string;
  email: string;
  /** Keyed digest of the address, by which it is found (`PersonalData.index`). */
  emailIndex: string;
  name: string;
  /** None for a person whom another issuer vouches for. */
  passwordHash?: string;
  /** No account exists yet, and the first one is to be the administrator. */
  isFirst: boolean;
  /** When the address was shown to be the person's own; none: it is yet to be verified. */
  emailVerifiedAt?: Date | null;
  now: Date;
}
