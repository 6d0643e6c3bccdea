import { Account } from '../domain/account/account.ts';
import { eraseAccount } from '../domain/account/erase.ts';
import { PasswordReset, lettersSince, mayMailAnother } from '../domain/account/password-reset.ts';
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
      const { accounts, sessions, passwordResets, knownPlaces, clock } = services;
      const now = clock.now();
      const attempt = await knownPlaces.attemptOn(await accounts.byId(id), request.address, now);
      const { account } = proveByPassword(attempt, password, now);
      account.changePassword(newHash, now);
      await knownPlaces.remember(account, request.address, now);
      await sessions.revokeAllOf(id, 'password-changed', now);
      await passwordResets.removeAllOf(id);
      return { status: 200, body: answer(await openSession(account, request, services)) };
    };
  },
};

export const requestPasswordReset: PreparedOperation<'requestPasswordReset'> = {
  isEven: true,
  prepare: ({ body }, { emailIndex }) => {
    const index = emailIndex(body.email);
    return async (_request, { accounts, passwordResets, secrets, mail, audit, clock, ids, system }) => {
      const account = await accounts.byEmailIndex(index);
      if (account?.isActive === true) {
        const now = clock.now();
        audit.concerns('account', account.id);
        await passwordResets.removeExpiredOf(account.id, now);
        // Tokens that were mailed before stay good: otherwise a stranger who asks ends the one that the owner asked for.
        if (mayMailAnother(await passwordResets.countOf(account.id, lettersSince(now)))) {
          const { token, digest } = secrets.passwordResetToken();
          passwordResets.add(new PasswordReset({ id: ids.next(), accountId: account.id, digest, now }));
          mail(passwordResetLetter(account, token, system));
        }
      }
      return { status: 202, body: answer({ message: 'If there is such an account, a mail is on its way to it.' }) };
    };
  },
};

export const resetPassword: PreparedOperation<'resetPassword'> = {
  prepare: async ({ body }, { passwords }) => {
    checkNewPassword(body.password, []);
    const hash = await passwords.hash(body.password);
    return async ({ address }, { accounts, passwordResets, knownPlaces, sessions, secrets, audit, clock }) => {
      const now = clock.now();
      const digest = secrets.digest(body.token);
      const accountId = await passwordResets.accountOf(digest);
      // The account is held first, as everywhere: tokens of one account are used one after the other.
      const account = accountId === undefined ? undefined : await accounts.byId(accountId);
      const reset = await passwordResets.byDigest(digest);
      if (account === undefined || reset?.use(now) !== 'accepted') {
        throw new UnauthenticatedError('The token is unknown, used or over. Ask for another.');
      }
      checkNewPassword(body.password, [account.email, account.name]);
      account.changePassword(hash, now);
      await passwordResets.removeAllOf(account.id, reset.id);
      await knownPlaces.remember(account, address, now);
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
