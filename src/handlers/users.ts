import type { AccountView } from '../domain/account/account-views.ts';
import type { Operation } from '../infra/http/operation.ts';
import { answer, answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';

export const listUsers: Operation<'listUsers'> = async ({ query, basePath }, { accountViews, emailIndex }) => {
  const { email, ...filters } = query;
  const index = email === undefined ? {} : { emailIndex: emailIndex(email) };
  const page = await accountViews.page({ page: 1, limit: 20, ...filters, ...index });
  const headers = { Link: pageLinks(`${basePath}/users`, query, page) };
  return { status: 200, headers, body: answerPage(page, (view) => presentUser(view, view.hasSecondFactor)) };
};

export const getUser: Operation<'getUser'> = async ({ path }, { accountViews }) =>
  shownView(await accountViews.byId(path.userId));

export const updateUser: Operation<'updateUser'> = async (
  { path, body },
  { accounts, secondFactors, sessions, clock },
) => {
  const now = clock.now();
  const account = await accounts.byId(path.userId);
  const others = { administrators: await accounts.administratorsBesides(account.id) };
  if (body.role !== undefined) account.changeRole(body.role, others, now);
  if (body.status === 'active') account.reactivate(now);
  if (body.status === 'suspended') {
    account.suspend(others, now);
    await sessions.revokeAllOf(account.id, 'account-closed', now);
  }
  const hasSecondFactor = (await secondFactors.of(account.id))?.isConfirmed ?? false;
  return shownUser(account, hasSecondFactor);
};

type Shown = Omit<AccountView, 'hasSecondFactor' | 'version'>;

/** A user in the envelope. */
export function shownUser(account: Shown, hasSecondFactor: boolean) {
  return { status: 200 as const, body: answer(presentUser(account, hasSecondFactor)) };
}

/** A user that was only read, in the envelope. */
export function shownView(view: AccountView) {
  return shownUser(view, view.hasSecondFactor);
}

/** A user as the contract has it. */
export function presentUser(account: Shown, hasSecondFactor: boolean) {
  const { id, email, isEmailVerified, name, role, status, createdAt, updatedAt } = account;
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, email, isEmailVerified, name, role, status, hasSecondFactor, ...times };
}
