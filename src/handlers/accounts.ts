import { Account } from '../domain/account/account.ts';
import { eraseAccount } from '../domain/account/erase.ts';
import { PasswordReset } from '../domain/account/password-reset.ts';
import { checkNewPassword } from '../domain/account/password-rules.ts';
import { accountOf } from '../domain/account/principal.ts';
import { UnauthenticatedError } from '../domain/errors.ts';
import { proveByPassword } from '../domain/session/log-in.ts';
import type { Operation, PreparedOperation } from '../infra/http/operation.ts';
import { answer } from './envelope.ts';
import { passwordResetLetter } from './letters.ts';
import { openSession } from './tokens.ts';
import { presentUser, shownUser, shownView } from './users.ts';

export const registerAccount: PreparedOperation<'registerAccount'> = {
  prepare: async ({ body }, { passwords, emailIndex }) => {
    checkNewPassword(body.password, [body.email, body.name]);
    const { email, name } = body;
    const person = { email, name, emailIndex: emailIndex(email), passwordHash: await passwords.hash(body.password) };
    return async ({ basePath }, { accounts, members, audit, clock, ids }) => {
      const now = clock.now();
      const account = new Account({ id: ids.next(), ...person, isFirst: await accounts.isFirst(), now });
      accounts.add(account);
      if (account.isAdministrator) await members.adoptOrphans(account.id, now);
      audit.causedBy(account.id);
      const headers = { Location: `${basePath}/users/me` };
      return { status: 201, headers, body: answer(presentUser(account, false)) };
    };
  },
};

export const changePassword: PreparedOperation<'changePassword'> = {
  prepare: async ({ body, principal }, { accountViews, passwords }) => {
    const id = accountOf(principal);
    const { email, name } = await accountViews.byId(id);
    checkNewPassword(body.newPassword, [email, name], 'body.newPassword');
    const hash = await accountViews.passwordHash({ id });
    const password = { hash, ...(await passwords.check(body.currentPassword, hash)) };
    const newHash = await passwords.hash(body.newPassword);
    return async (request, services) => {
      const { accounts, sessions, passwordResets, clock } = services;
      const account = proveByPassword(await accounts.byId(id), password, clock.now());
      account.changePassword(newHash, clock.now());
      await sessions.revokeAllOf(id, 'password-changed', clock.now());
      await passwordResets.removeAllOf(id);
      return { status: 200, body: answer(await openSession(account, request, services)) };
    };
  },
};

export const requestPasswordReset: Operation<'requestPasswordReset'> = async (
  { body },
  { accounts, passwordResets, secrets, emailIndex, mail, audit, clock, ids, system },
) => {
  const account = await accounts.byEmailIndex(emailIndex(body.email));
  if (account?.isActive === true) {
    const { token, digest } = secrets.passwordResetToken();
    await passwordResets.removeAllOf(account.id);
    passwordResets.add(new PasswordReset({ id: ids.next(), accountId: account.id, digest, now: clock.now() }));
    mail(passwordResetLetter(account, token, system));
    audit.concerns('account', account.id);
  }
  return { status: 202, body: answer({ message: 'If there is such an account, a mail is on its way to it.' }) };
};

export const resetPassword: PreparedOperation<'resetPassword'> = {
  prepare: async ({ body }, { passwords }) => {
    checkNewPassword(body.password, []);
    const hash = await passwords.hash(body.password);
    return async (_, { accounts, passwordResets, sessions, secrets, audit, clock }) => {
      const now = clock.now();
      const reset = await passwordResets.byDigest(secrets.digest(body.token));
      if (reset?.use(now) !== 'accepted') {
        throw new UnauthenticatedError('The token is unknown, used or over. Ask for another.');
      }
      const account = await accounts.byId(reset.accountId);
      checkNewPassword(body.password, [account.email, account.name]);
      account.changePassword(hash, now);
      await sessions.revokeAllOf(account.id, 'password-changed', now);
      audit.causedBy(account.id);
      return { status: 204 };
    };
  },
};

export const getCurrentUser: Operation<'getCurrentUser'> = async ({ principal }, { accountViews }) =>
  shownView(await accountViews.byId(accountOf(principal)));

export const updateCurrentUser: Operation<'updateCurrentUser'> = async (
  { body, principal },
  { accounts, secondFactors, clock },
) => {
  const account = await accounts.byId(accountOf(principal));
  account.rename(body.name, clock.now());
  const hasSecondFactor = (await secondFactors.of(account.id))?.isConfirmed ?? false;
  return shownUser(account, hasSecondFactor);
};

export const deleteCurrentUser: Operation<'deleteCurrentUser'> = async ({ principal }, services) => {
  const account = await services.accounts.byId(accountOf(principal));
  await eraseAccount(account, services, services.clock.now());
  return { status: 204 };
};
