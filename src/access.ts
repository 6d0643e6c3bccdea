import { readFile } from 'node:fs/promises';
import { StartError } from './answering.ts';
import type { Config } from './config.ts';
import { accessTokenVerifier } from './infra/auth/access-token-strategy.ts';
import { securedOperations, type Authenticators } from './infra/auth/authenticate.ts';
import {
  checkedAuthenticators,
  type CredentialCheck,
  type CredentialChecks,
  type Identified,
} from './infra/auth/checked-authenticators.ts';
import { readKnownCredentials } from './infra/auth/credentials-file.ts';
import { keptDevelopmentSecret } from './infra/auth/development-secret.ts';
import { accessTokenCheck, apiKeyCheck, externalIssuerCheck } from './infra/auth/issued-credentials.ts';
import { externalIssuers } from './infra/auth/issuers.ts';
import type { VouchedIdentity } from './infra/auth/vouched-identity.ts';
import {
  developmentCredentials,
  mergedCredentials,
  STAND_INS,
  type DevelopmentCredential,
  type KnownCredentials,
} from './infra/auth/known-credentials.ts';
import type { Contract } from '@plumbline/contract/contract';
import type { Database } from './infra/db/database.ts';
import { liveApiKeys, liveSessions } from './infra/db/live-credentials.ts';
import { localAccounts } from './infra/db/local-accounts.ts';
import type { Facilities } from './infra/db/services.ts';
import type { Logger } from './infra/telemetry/logger.ts';

/** Who gets in. */
export interface Access {
  authenticators: Authenticators;
  /** Stand-ins to print; none in production. */
  development: readonly DevelopmentCredential[];
}

/** Who subjects of configured credentials are, as far as the desk's accounts know them. */
const CONFIGURED = 'urn:plumbline:configured';

/**
 * Decides who gets in: credentials that were configured, tokens of configured issuers, what the desk issued to its
 * accounts; in development also a stand-in for each scheme, which start-up prints.
 *
 * @param desk the database and the facilities of the delivery desk, where it is served
 * @throws StartError when the file of configured credentials cannot be used, or production is to serve secured
 *   operations that no credential could open
 */
export async function openAccess(
  { access, isProduction, storage }: Config,
  contract: Contract,
  logger: Logger,
  desk?: { database: Database; facilities: Facilities },
): Promise<Access> {
  const isConfigured = access.credentialsFile !== undefined || access.issuers.length > 0;
  if (isProduction && !isConfigured && desk === undefined) refuseClosed(contract);
  const configured = await readCredentials(access.credentialsFile, contract);
  const kept =
    isProduction || storage.kind !== 'directory' ? undefined : await keptDevelopmentSecret(storage.directory);
  const standIns = isProduction ? undefined : developmentCredentials(contract, access.developmentSecret ?? kept);
  const vouchedFor = externalIssuers(
    access.issuers,
    () => new Date(),
    (issuer, error) => {
      logger.warn('an issuer cannot be asked; its tokens are answered with 503 meanwhile', { issuer, error });
    },
  );
  const external = (local: (identity: VouchedIdentity) => Promise<Identified | undefined>): CredentialCheck[] =>
    access.issuers.length === 0 ? [] : [externalIssuerCheck(vouchedFor, local)];
  const checks =
    desk === undefined ? { bearer: external(asItself), apiKey: [] } : deskChecks(desk, external, isProduction);
  const known = mergedCredentials(configured, standIns?.known ?? new Map());
  return { authenticators: checkedAuthenticators(contract, known, checks), development: standIns?.shown ?? [] };
}

/** Everything behind a credential would answer 401 for ever, which is nobody's intention. */
function refuseClosed(contract: Contract): void {
  const secured = securedOperations(contract);
  if (secured.length === 0) return;
  throw new StartError(
    `${secured.length} operations need a credential (${secured[0]?.id ?? ''}, ...), and none is configured that would be right. ` +
      'Name accepted credentials in CREDENTIALS_FILE or issuers of tokens in OIDC_ISSUERS (docs/CONFIGURATION.md), or leave --production out.',
  );
}

/** Without accounts, somebody is who their issuer says; two issuers may call two people the same. */
function asItself({ issuer, subject, scopes }: VouchedIdentity): Promise<Identified> {
  return Promise.resolve({ subject: `${issuer}#${subject}`, scopes });
}

function deskChecks(
  { database, facilities }: { database: Database; facilities: Facilities },
  external: (local: (identity: VouchedIdentity) => Promise<Identified | undefined>) => CredentialCheck[],
  isProduction: boolean,
): CredentialChecks {
  const { keys, tokens, personalData, clock } = facilities;
  const local = localAccounts(database, personalData, clock, facilities.makesFirstAdministrator);
  /** What the account may do, as far as the token says so too: a token made to log in somewhere does nothing here. */
  const asGranted = async (identity: VouchedIdentity) => limitedTo(identity.scopes, await local(identity));
  return {
    bearer: [
      accessTokenCheck(accessTokenVerifier(keys, tokens, clock), liveSessions(database)),
      ...external(asGranted),
    ],
    apiKey: [apiKeyCheck(liveApiKeys(database, isProduction))],
    subject: async ({ subject, scopes, isStandIn = false }) => {
      // Whoever shows a configured credential shows it now: it is no token from before an erasure.
      const issuer = isStandIn ? STAND_INS : CONFIGURED;
      const account = await local({ issuer, subject, issuedAt: clock(), authenticatedAt: clock(), isConfigured: true });
      return scopes.includes('*') ? account : limitedTo(scopes, account);
    },
  };
}

function limitedTo(scopes: readonly string[], account: Identified | undefined): Identified | undefined {
  return account && { ...account, scopes: account.scopes.filter((scope) => scopes.includes(scope)) };
}

async function readCredentials(file: string | undefined, contract: Contract): Promise<KnownCredentials> {
  if (file === undefined) return new Map();
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartError(`CREDENTIALS_FILE names ${file}, which cannot be read.`, { cause: error });
  });
  try {
    return readKnownCredentials(text, file, contract);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
