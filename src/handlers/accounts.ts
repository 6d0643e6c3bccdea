import { Account } from '../domain/account/account.ts';
import { eraseAccount } from '../domain/account/erase.ts';
import { PasswordReset } from '../domain/account/password-reset.ts';
import { accountOf } from '../domain/account/principal.ts';
import { ConflictError, UnauthenticatedError } from '../domain/errors.ts';
import { proveByPassword } from '../domain/session/log-in.ts';
import type { Operation, PreparedOperation } from '../infra/http/operation.ts';
import { answer } from './envelope.ts';
import { mailVerification } from './email.ts';
import { passwordResetLetter } from './letters.ts';
import { ensureGoodPassword } from './new-password.ts';
import { ensureFreshLogin } from './step-up.ts';
import { openSession } from './tokens.ts';
import { presentUser, shownUser, shownView } from './users.ts';

export const registerAccount: PreparedOperation<'registerAccount'> = {
  prepare: async ({ body }, reading) => {
    const { passwords, emailIndex } = reading;
    ensureGoodPassword(body.password, [body.email, body.name], reading);
    const { email, name } = body;
    const person = { email, name, emailIndex: emailIndex(email), passwordHash: await passwords.hash(body.password) };
    return async ({ basePath }, services) => {
      const { accounts, members, audit, clock, ids } = services;
      const [id, now] = [ids.next(), clock.now()];
      const isFirst = await accounts.isFirst();
      if (!(await accounts.releaseAddress(person.emailIndex, id)))
        throw new ConflictError(`${TAKEN.field} ${TAKEN.message}.`, [TAKEN]);
      const account = new Account({ id, ...person, isFirst, emailVerifiedAt: isFirst ? now : null, now });
      accounts.add(account);
      if (!account.isEmailVerified) await mailVerification({ ...person, accountId: id }, services);
      if (account.isAdministrator) await members.adoptOrphans(account.id, now);
      audit.causedBy(account.id);
      const headers = { Location: `${basePath}/users/me` };
      return { status: 201, headers, body: answer(presentUser(account, false)) };
    };
  },
};

const TAKEN = { field: 'body.email', message: 'is the address of another account' };

export const changePassword: PreparedOperation<'changePassword'> = {
  prepare: async ({ body, principal }, reading) => {
    const { accountViews, passwords } = reading;
    const id = accountOf(principal);
    const { email, name } = await accountViews.byId(id);
    ensureGoodPassword(body.newPassword, [email, name], reading, 'body.newPassword');
    const hash = await accountViews.passwordHash({ id });
    const password = { hash, ...(await passwords.check(body.currentPassword, hash)) };
    const newHash = await passwords.hash(body.newPassword);
    return async (request, services) => {
      const { accounts, apiKeys, secondFactors, sessions, passwordResets, emailVerifications, knownPlaces, clock } =
        services;
      const now = clock.now();
      const attempt = await knownPlaces.attemptOn(await accounts.byId(id), request.address, now);
      const { account } = proveByPassword(attempt, password, now);
      account.changePassword(newHash, now);
      await knownPlaces.remember(account, request.address, now);
      await sessions.revokeAllOf(id, 'password-changed', now);
      await passwordResets.removeAllOf(id);
      await emailVerifications.removeAllOf(id);
      const factor = await secondFactors.of(id);
      if (factor?.isConfirmed === false) secondFactors.remove(factor);
      if (body.revokeApiKeys) await apiKeys.revokeAllOf(id, now);
      return { status: 200, body: answer(await openSession(account, request, services)) };
    };
  },
};

export const requestPasswordReset: PreparedOperation<'requestPasswordReset'> = {
  isEven: true,
  prepare: ({ body }, { emailIndex }) => {
    const index = emailIndex(body.email);
    return async (_request, { accounts, passwordResets, letterLog, secrets, mail, audit, clock, ids, system }) => {
      const account = await accounts.byEmailIndex(index);
      if (account?.isActive === true) {
        const now = clock.now();
        audit.concerns('account', account.id);
        await passwordResets.removeExpiredOf(account.id, now);
        // Tokens that were mailed before stay good: otherwise a stranger who asks ends the one that the owner asked for.
        if (await letterLog.claim({ kind: 'password-reset', recipient: index }, now)) {
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
  prepare: async ({ body }, reading) => {
    ensureGoodPassword(body.password, [], reading);
    const hash = await reading.passwords.hash(body.password);
    return async ({ address }, services) => {
      const { accounts, apiKeys, secondFactors, passwordResets, emailVerifications } = services;
      const { knownPlaces, sessions, secrets, audit, clock } = services;
      const now = clock.now();
      const digest = secrets.digest(body.token);
      const accountId = await passwordResets.accountOf(digest);
      // The account is held first, as everywhere: tokens of one account are used one after the other.
      const account = accountId === undefined ? undefined : await accounts.byId(accountId);
      const reset = await passwordResets.byDigest(digest);
      if (account === undefined || reset?.use(now) !== 'accepted') {
        throw new UnauthenticatedError('The token is unknown, used or over. Ask for another.');
      }
      ensureGoodPassword(body.password, [account.email, account.name], services);
      account.changePassword(hash, now);
      await passwordResets.removeAllOf(account.id, reset.id);
      await emailVerifications.removeAllOf(account.id);
      // Whoever has the mail of the address is its owner; what others made before that is theirs, a second factor included.
      await apiKeys.revokeAllOf(account.id, now);
      const factor = await secondFactors.of(account.id);
      if (factor !== undefined && !(factor.isConfirmed && account.isEmailVerified)) secondFactors.remove(factor);
      account.verifyEmail(now);
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
  await ensureFreshLogin(principal, services);
  await eraseAccount(account, services, services.clock.now());
  return { status: 204 };
};
