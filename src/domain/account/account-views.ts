import type { Page, PageRequest } from '../page.ts';
import type { Account, AccountRole, AccountStatus } from './account.ts';
import type { ExternalIdentity } from './external-identity.ts';

interface AccountQuery extends PageRequest {
  role?: AccountRole | undefined;
  status?: AccountStatus | undefined;
  /** Keyed digest of a whole address: parts of one cannot be looked for. */
  emailIndex?: string | undefined;
}

/** What there is to see of an account. */
export type AccountView = Readonly<
  Pick<Account, 'id' | 'email' | 'name' | 'role' | 'status' | 'createdAt' | 'updatedAt' | 'version'> & {
    hasSecondFactor: boolean;
    isEmailVerified: boolean;
  }
>;

/** Accounts that are only shown, the oldest first. */
export interface AccountViews {
  /** @throws NotFoundError when there is none */
  byId(id: string): Promise<AccountView>;
  page(query: AccountQuery): Promise<Page<AccountView>>;
  /** Whom other issuers call the owner of an account. */
  identitiesOf(id: string): Promise<ExternalIdentity[]>;
  /** What to compare a password with; `null` where there is no such account, or it has no password. */
  passwordHash(who: { id: string } | { emailIndex: string }): Promise<string | null>;
}
