import { randomUUIDv7 } from 'node:crypto';
import { emailAddress } from '../../domain/account/email-address.ts';
import type { AuditTrail } from '../../domain/audit/audit-trail.ts';
import type { Letter, PublicKey, Services, System } from '../../domain/services.ts';
import { issueAccessToken, LIFETIME_SECONDS, type TokenAudience } from '../auth/access-tokens.ts';
import { COMMON_PASSWORDS } from '../auth/common-passwords.ts';
import { publicKeySet } from '../auth/key-ring.ts';
import type { Keys } from '../auth/keys.ts';
import { digest, newApiKeySecret, newOpaqueToken, newRecoveryCodes, recoveryDigest } from '../auth/opaque-token.ts';
import type { Passwords } from '../auth/passwords.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { matchingStep, newTotpSecret, provisioningUri } from '../auth/totp.ts';
import type { AuditChaining } from './audit-chaining.ts';
import type { MailDelivery } from '../events/mail-delivery.ts';
import { accountReadModel } from './account.read-model.ts';
import {
  accountRepository,
  emailVerificationRepository,
  passwordResetRepository,
  secondFactorRepository,
} from './account.repository.ts';
import { apiKeyReadModel } from './api-key.read-model.ts';
import { apiKeyRepository } from './api-key.repository.ts';
import { auditEventReadModel } from './audit-event.read-model.ts';
import { backlogItemReadModel } from './backlog-item.read-model.ts';
import { backlogItemRepository } from './backlog-item.repository.ts';
import type { EntityManager } from './database.ts';
import { erasedIdentityRepository } from './erased-identity.repository.ts';
import { letterLogRepository } from './letter-log.repository.ts';
import { knownPlaceRepository } from './known-place.repository.ts';
import { invitationReadModel, memberReadModel } from './member.read-model.ts';
import { invitationRepository, memberRepository } from './member.repository.ts';
import { projectReadModel } from './project.read-model.ts';
import { projectRepository } from './project.repository.ts';
import { sessionReadModel } from './session.read-model.ts';
import { sessionRepository } from './session.repository.ts';

/** What the program supplies to the desk for as long as it runs; `buildApp` makes it. */
export interface Facilities extends System {
  keys: Keys;
  /** Issuer and audience of access tokens; the authenticators pin the same. */
  tokens: TokenAudience;
  passwords: Passwords;
  personalData: PersonalData;
  delivery: MailDelivery;
  /** Chains audit events after their commit. */
  auditChaining: Pick<AuditChaining, 'notify' | 'settle'>;
  /** Removes the messages to an address that were written to files. */
  forgetMail: (address: string) => Promise<void>;
  clock: () => Date;
  /** The first account becomes the administrator: in development only. */
  makesFirstAdministrator: boolean;
  /** Every limit of the business is this many times what the domain says: for load tests and proofs. */
  limitFactor: number;
}

/** The services of one unit of work. */
export function createServices(
  em: EntityManager,
  { name, version, ...facilities }: Facilities,
  audit: AuditTrail,
  mail: (letter: Letter) => void,
): Services {
  const { clock, keys, personalData } = facilities;
  return {
    accounts: accountRepository(em, facilities.makesFirstAdministrator),
    accountViews: accountReadModel(em),
    secondFactors: secondFactorRepository(em),
    passwordResets: passwordResetRepository(em),
    emailVerifications: emailVerificationRepository(em),
    letterLog: letterLogRepository(em, facilities.limitFactor),
    knownPlaces: knownPlaceRepository(em, personalData),
    erasedIdentities: erasedIdentityRepository(em, personalData),
    sessions: sessionRepository(em),
    sessionViews: sessionReadModel(em),
    apiKeys: apiKeyRepository(em),
    apiKeyViews: apiKeyReadModel(em),
    projects: projectRepository(em),
    projectViews: projectReadModel(em),
    members: memberRepository(em),
    memberViews: memberReadModel(em),
    invitations: invitationRepository(em),
    invitationViews: invitationReadModel(em),
    backlogItems: backlogItemRepository(em),
    backlogItemViews: backlogItemReadModel(em),
    audit,
    auditViews: auditEventReadModel(em, facilities.auditChaining),
    ...credentials({ name, ...facilities }),
    emailIndex: (email) => personalData.index(emailAddress(email), 'accounts.email'),
    mail,
    forgetMail: facilities.forgetMail,
    // Every key of the ring was made by `newSigningKey`, as ES256 wants it.
    publicKeys: () => publicKeySet(keys.ring(), clock()) as { keys: PublicKey[] },
    system: { name, version },
    limitFactor: facilities.limitFactor,
    commonPasswords: COMMON_PASSWORDS,
    clock: { now: clock },
    ids: { next: () => randomUUIDv7() },
  };
}

/** What makes and checks credentials. The letters in front let people and scanners recognise a leaked one. */
function credentials({
  name,
  keys,
  tokens,
  passwords,
  clock,
}: Pick<Facilities, 'name' | 'keys' | 'tokens' | 'passwords' | 'clock'>): Pick<
  Services,
  'passwords' | 'secrets' | 'authenticator' | 'accessTokens'
> {
  return {
    passwords,
    secrets: {
      refreshToken: () => newOpaqueToken('plr'),
      passwordResetToken: () => newOpaqueToken('plp'),
      emailVerificationToken: () => newOpaqueToken('plv'),
      invitationToken: () => newOpaqueToken('pli'),
      apiKey: newApiKeySecret,
      recoveryCodes: newRecoveryCodes,
      digest,
      recoveryDigest,
    },
    authenticator: {
      newSecret: newTotpSecret,
      provisioningUri: (secret, account) => provisioningUri(secret, name, account),
      matchingStep,
    },
    accessTokens: {
      issue: ({ id, accountId }) => {
        const accessToken = issueAccessToken(keys, tokens, { accountId, sessionId: id }, randomUUIDv7(), clock());
        return Promise.resolve({ accessToken, expiresIn: LIFETIME_SECONDS });
      },
    },
  };
}
