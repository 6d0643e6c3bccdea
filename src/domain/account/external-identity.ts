interface NewExternalIdentity {
  issuer: string;
  subject: string;
  accountId: string;
  now: Date;
}

/**
 * Ties what another issuer calls a person to an account here. Issuer and subject together never change hands
 * (OpenID Connect Core, 5.7); email addresses do, and are never used to find the account.
 */
export class ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly accountId: string;
  readonly createdAt: Date;

  constructor({ issuer, subject, accountId, now }: NewExternalIdentity) {
    this.issuer = issuer;
    this.subject = subject;
    this.accountId = accountId;
    this.createdAt = now;
  }
}
