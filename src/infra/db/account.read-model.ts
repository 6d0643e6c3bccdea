import type { AccountView, AccountViews } from '../../domain/account/account-views.ts';
import { Account } from '../../domain/account/account.ts';
import { ExternalIdentity } from '../../domain/account/external-identity.ts';
import { SecondFactor } from '../../domain/account/second-factor.ts';
import { noAccount } from './account.repository.ts';
import type { EntityManager } from './database.ts';
import { filters, pageOf, windowOf } from './entity-pages.ts';

/** Accounts as they are shown. Through the mappings, which decrypt. */
export function accountReadModel(em: EntityManager): AccountViews {
  const withSecondFactor = async (accounts: Account[]): Promise<AccountView[]> => {
    const ids = accounts.map(({ id }) => id);
    const factors = await em.find(SecondFactor, { accountId: { $in: ids }, confirmedAt: { $ne: null } });
    const confirmed = new Set(factors.map(({ accountId }) => accountId));
    return accounts.map((account) => view(account, confirmed.has(account.id)));
  };
  return {
    byId: async (id) => {
      const account = await em.findOne(Account, { id });
      const [shown] = account === null ? [] : await withSecondFactor([account]);
      return shown ?? noAccount(id);
    },
    page: async ({ role, status, emailIndex, ...page }) => {
      const found = await pageOf(
        em.findAndCount(Account, filters({ role, status, emailIndex }), {
          orderBy: { createdAt: 'asc', id: 'asc' },
          ...windowOf(page),
        }),
        page,
      );
      return { ...found, entries: await withSecondFactor(found.entries) };
    },
    identitiesOf: (accountId) => em.find(ExternalIdentity, { accountId }, { orderBy: { createdAt: 'asc' } }),
    // Nothing but the hash: opening the rest of a row would take its time, and tell that there is one.
    passwordHash: async (who) => (await em.findOne(Account, who, { fields: ['passwordHash'] }))?.passwordHash ?? null,
  };
}

function view(account: Account, hasSecondFactor: boolean): AccountView {
  const { id, email, name, role, status, createdAt, updatedAt, version, isEmailVerified } = account;
  return { id, email, name, role, status, createdAt, updatedAt, version, hasSecondFactor, isEmailVerified };
}
