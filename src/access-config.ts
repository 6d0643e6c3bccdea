import { readMasterKey } from './infra/auth/master-key.ts';
import type { TokenAudience } from './infra/auth/access-tokens.ts';
import type { IssuerConfig } from './infra/auth/issuers.ts';

/** Messages hold tokens in clear: production writes them to files only where that was asked for. */
export const NO_MAIL =
  'Production has no SMTP_URL. Set it, or set MAIL_DIR to a folder for messages: they hold password reset tokens in clear.';

/** What the configuration says of who gets in, and of what that takes. Holds secrets: never log it. */
export interface AccessConfig {
  /** Seals the key ring that is kept in PostgreSQL; read again where it is used. */
  masterKey: string | undefined;
  /** Issuer and audience of this service's own tokens. */
  tokens: TokenAudience;
  /** OpenID providers whose tokens are accepted. */
  issuers: readonly IssuerConfig[];
  /** File with the digests of credentials that are accepted. */
  credentialsFile: string | undefined;
  /** What development's stand-in credentials are made from; a new one every start where there is none. */
  developmentSecret: string | undefined;
  /** Counts rate limits for all instances together. */
  redisUrl: string | undefined;
  /** Requests a minute for operations that declare a 429 and no limit of their own; 0: no limit. */
  rateLimit: number;
  /** Every limit is this many times what is declared: for load tests and proofs, which are one caller. */
  rateLimitFactor: number;
  /** Reverse proxies in front, whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
  /** File that anchors the head of the audit chain; none: beside the data where that is a folder. */
  auditAnchorFile: string | undefined;
  /** Mail server, and the sender of every message. */
  smtpUrl: string | undefined;
  /** Folder that messages are written to where there is no mail server; none: beside the data. */
  mailDir: string | undefined;
  mailFrom: string;
}

type Read = (name: string) => string | undefined;
type ReadInteger = (name: string, given: string | undefined, otherwise: number, min: number, max: number) => number;

/**
 * Reads what concerns identity and access.
 *
 * @param env gives a variable; empty counts as unset
 * @param integer reads a whole number, noting a problem where it is none
 * @param problems gets every problem, none with a secret in it
 */
export function readAccessConfig(env: Read, integer: ReadInteger, problems: string[]): AccessConfig {
  const tokens = { issuer: env('TOKEN_ISSUER') ?? 'plumbline', audience: env('TOKEN_AUDIENCE') ?? 'plumbline' };
  const masterKey = env('MASTER_KEY');
  if (masterKey !== undefined) {
    try {
      readMasterKey(masterKey);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  const developmentSecret = env('DEVELOPMENT_SECRET');
  if (developmentSecret !== undefined && developmentSecret.length < 16) {
    problems.push('DEVELOPMENT_SECRET is shorter than 16 characters; it stands for a credential.');
  }
  return {
    masterKey,
    tokens,
    issuers: readIssuers(env('OIDC_ISSUERS') ?? '', tokens.audience, problems),
    credentialsFile: env('CREDENTIALS_FILE'),
    developmentSecret,
    redisUrl: readUrl('REDIS_URL', env('REDIS_URL'), ['redis:', 'rediss:'], problems),
    rateLimit: integer('RATE_LIMIT', env('RATE_LIMIT'), 6000, 0, 1_000_000),
    rateLimitFactor: integer('RATE_LIMIT_FACTOR', env('RATE_LIMIT_FACTOR'), 1, 1, 1_000_000),
    trustedProxies: integer('TRUSTED_PROXIES', env('TRUSTED_PROXIES'), 0, 0, 10),
    auditAnchorFile: env('AUDIT_ANCHOR_FILE'),
    smtpUrl: readUrl('SMTP_URL', env('SMTP_URL'), ['smtp:', 'smtps:'], problems),
    mailDir: env('MAIL_DIR'),
    mailFrom: env('MAIL_FROM') ?? 'Plumbline <no-reply@localhost>',
  };
}

/** `https://id.example.org=my-api, https://other.example`: where no audience is given, it is this service's own. */
function readIssuers(text: string, otherwise: string, problems: string[]): IssuerConfig[] {
  return text.split(',').flatMap((part) => {
    if (part.trim() === '') return [];
    const [issuer = '', audience = otherwise] = part.trim().split('=', 2);
    if (isUrl(issuer, ['https:', 'http:'])) return [{ issuer, audience }];
    problems.push(
      `OIDC_ISSUERS holds "${issuer}"; give URLs, as https://id.example.org or https://id.example.org=my-api.`,
    );
    return [];
  });
}

/** The URL may hold a password, so the problem does not repeat it. */
function readUrl(
  name: string,
  given: string | undefined,
  protocols: readonly string[],
  problems: string[],
): string | undefined {
  if (given !== undefined && !isUrl(given, protocols)) {
    problems.push(
      `${name} must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`,
    );
  }
  return given;
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
