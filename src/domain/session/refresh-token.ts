interface NewRefreshToken {
  /** Digest of the token; the token itself is with the client only. */
  digest: string;
  sessionId: string;
  now: Date;
}

/** One refresh token of a session's family. Good once: using it makes the next. */
export class RefreshToken {
  readonly digest: string;
  readonly sessionId: string;
  readonly issuedAt: Date;
  usedAt: Date | null = null;
  /** Two uses at one time: the second to write finds the version moved, and is a replay. */
  version = 1;

  constructor({ digest, sessionId, now }: NewRefreshToken) {
    this.digest = digest;
    this.sessionId = sessionId;
    this.issuedAt = now;
  }
}
