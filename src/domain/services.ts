import type { AccountViews } from './account/account-views.ts';
import type {
  Accounts,
  EmailVerifications,
  ErasedIdentities,
  KnownPlaces,
  PasswordResets,
  SecondFactors,
} from './account/accounts.ts';
import type { AccessTokens, Authenticator, Passwords, Secrets } from './account/secrets.ts';
import type { ApiKeyViews } from './api-key/api-key-views.ts';
import type { ApiKeys } from './api-key/api-keys.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { AuditViews } from './audit/audit-views.ts';
import type { BacklogItems, BacklogItemViews } from './backlog-item/backlog-items.ts';
import type { LetterLog } from './mail/letter-limits.ts';
import type { InvitationViews, MemberViews } from './member/member-views.ts';
import type { Invitations, Members } from './member/members.ts';
import type { Projects, ProjectViews } from './project/projects.ts';
import type { SessionViews } from './session/session-views.ts';
import type { Sessions } from './session/sessions.ts';

/** What is running here. */
export interface System {
  readonly name: string;
  readonly version: string;
}

/** Public half of a key on the curve P-256, as JSON Web Key Sets have it (RFC 7517). */
export interface PublicKey {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
  kid: string;
  alg: 'ES256';
  use: 'sig';
}

/** A message to one person. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** What the outside supplies to the business for the time of one request: one unit of work, one identity map. */
export interface Services {
  accounts: Accounts;
  accountViews: AccountViews;
  secondFactors: SecondFactors;
  passwordResets: PasswordResets;
  emailVerifications: EmailVerifications;
  letterLog: LetterLog;
  knownPlaces: KnownPlaces;
  erasedIdentities: ErasedIdentities;
  sessions: Sessions;
  sessionViews: SessionViews;
  apiKeys: ApiKeys;
  apiKeyViews: ApiKeyViews;
  projects: Projects;
  projectViews: ProjectViews;
  members: Members;
  memberViews: MemberViews;
  invitations: Invitations;
  invitationViews: InvitationViews;
  backlogItems: BacklogItems;
  backlogItemViews: BacklogItemViews;
  audit: AuditTrail;
  auditViews: AuditViews;
  passwords: Passwords;
  /** Passwords that leaked most often, in lower case. */
  commonPasswords: ReadonlySet<string>;
  secrets: Secrets;
  authenticator: Authenticator;
  accessTokens: AccessTokens;
  /** Keyed digest of an email address, by which its account is found. @throws RuleError when it is no address */
  emailIndex: (email: string) => string;
  /** Keeps a letter with this unit of work. It is sent once that is kept; nobody waits for it. */
  mail: (letter: Letter) => void;
  /** Removes the letters to an address that lie in files, where there is no mail server. */
  forgetMail: (address: string) => Promise<void>;
  /** Public halves of the keys that access tokens are signed with (RFC 7517). */
  publicKeys: () => { keys: PublicKey[] };
  system: System;
  /** Limits of the business are this many times what the domain says. */
  limitFactor: number;
  clock: { now(): Date };
  ids: { next(): string };
}
