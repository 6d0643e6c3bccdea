import { accountOf, sessionOf } from '../domain/account/principal.ts';
import { UnauthenticatedError } from '../domain/errors.ts';
import { proveByPassword, proveBySecondFactor } from '../domain/session/log-in.ts';
import type { Session } from '../domain/session/session.ts';
import type { Operation, PreparedOperation } from '../infra/http/operation.ts';
import { answer, answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';
import { openSession, showTokens } from './tokens.ts';

export const createSession: PreparedOperation<'createSession'> = {
  isEven: true,
  prepare: async ({ body }, { accountViews, passwords, emailIndex }) => {
    const hash = await accountViews.passwordHash({ emailIndex: emailIndex(body.email) });
    const password = { hash, ...(await passwords.check(body.password, hash)) };
    return async (request, services) => {
      const { accounts, secondFactors, knownPlaces, audit, clock } = services;
      const now = clock.now();
      const known = await accounts.byEmailIndex(services.emailIndex(body.email));
      if (known !== undefined) audit.concerns('account', known.id);
      const { address } = request;
      const attempt = proveByPassword(known && (await knownPlaces.attemptOn(known, address, now)), password, now);
      const { account, counter } = attempt;
      proveBySecondFactor(attempt, await secondFactors.of(account.id), body, services, now);
      if (password.upgradedHash !== undefined) account.upgradePasswordHash(password.upgradedHash);
      counter.forgetFailedLogins();
      await knownPlaces.remember(account, address, now);
      return { status: 200, body: answer(await openSession(account, request, services)) };
    };
  },
};

export const confirmLogin: PreparedOperation<'confirmLogin'> = {
  prepare: async ({ body, principal }, { accountViews, passwords }) => {
    const [id, sessionId] = [accountOf(principal), sessionOf(principal)];
    const hash = await accountViews.passwordHash({ id });
    const password = { hash, ...(await passwords.check(body.password, hash)) };
    return async ({ address }, services) => {
      const { accounts, secondFactors, sessions, knownPlaces, audit, clock } = services;
      const now = clock.now();
      audit.concerns('session', sessionId);
      const attempt = await knownPlaces.attemptOn(await accounts.byId(id), address, now);
      const { counter } = proveByPassword(attempt, password, now);
      proveBySecondFactor(attempt, await secondFactors.of(id), body, services, now);
      counter.forgetFailedLogins();
      (await sessions.byId(sessionId, id)).reauthenticate(now);
      return { status: 204 };
    };
  },
};

export const refreshSession: Operation<'refreshSession'> = async ({ body }, services) => {
  const { sessions, secrets, audit, clock } = services;
  const next = secrets.refreshToken();
  const found = await sessions.byRefreshToken(secrets.digest(body.refreshToken));
  const outcome = found?.session.refresh(found.token, next.digest, clock.now());
  if (found !== undefined) audit.concerns('session', found.session.id);
  if (found !== undefined && outcome?.kind === 'replayed') {
    audit.note('refresh-token-replayed', { kind: 'session', id: found.session.id });
  }
  if (found === undefined || outcome?.kind !== 'rotated') {
    throw new UnauthenticatedError('The refresh token is unknown, used or over. Log in again.');
  }
  sessions.addToken(outcome.token);
  audit.causedBy(found.session.accountId);
  return { status: 200, body: answer(await showTokens(found.session, next.token, services)) };
};

export const endSession: Operation<'endSession'> = async ({ principal }, { sessions, audit, clock }) => {
  const session = await sessions.byId(sessionOf(principal), accountOf(principal));
  session.revoke('logout', clock.now());
  audit.concerns('session', session.id);
  return { status: 204 };
};

export const listSessions: Operation<'listSessions'> = async (
  { query, basePath, principal },
  { sessionViews, clock },
) => {
  const page = await sessionViews.page(accountOf(principal), clock.now(), { page: 1, limit: 20, ...query });
  const headers = { Link: pageLinks(`${basePath}/auth/sessions`, query, page) };
  return { status: 200, headers, body: answerPage(page, (session) => present(session, principal?.session)) };
};

export const deleteSession: Operation<'deleteSession'> = async ({ path, principal }, { sessions, clock }) => {
  const session = await sessions.byId(path.sessionId, accountOf(principal));
  session.revoke('revoked', clock.now());
  return { status: 204 };
};

function present(session: Session, current: string | undefined) {
  const { id, address, userAgent, createdAt, lastUsedAt, expiresAt } = session;
  return {
    id,
    isCurrent: id === current,
    address,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
