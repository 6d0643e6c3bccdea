/** Who calls, as the security schemes of the contract established. */
export interface Principal {
  /** Name of the scheme that let the caller in. */
  scheme: string;
  /** What the credential names: a user id, a key prefix, or `anonymous`. */
  subject: string;
  scopes: readonly string[];
  /** Account that the credential acts for, where the service knows accounts. */
  account?: string;
  /** Session that the credential belongs to. */
  session?: string;
  /** When the caller last logged in, where another than the desk's session says so. */
  authenticatedAt?: Date;
  /** Id of the API key, where the service issued it. */
  key?: string;
}
