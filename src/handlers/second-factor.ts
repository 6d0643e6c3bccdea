import { accountOf } from '../domain/account/principal.ts';
import { SecondFactor } from '../domain/account/second-factor.ts';
import { ConflictError, NotFoundError, UnauthenticatedError } from '../domain/errors.ts';
import type { Services } from '../domain/services.ts';
import { proveByPassword, proveBySecondFactor } from '../domain/session/log-in.ts';
import type { Operation, OperationRequest, PreparedOperation } from '../infra/http/operation.ts';
import { answer } from './envelope.ts';
import { secondFactorLetter } from './letters.ts';

export const enrolSecondFactor: PreparedOperation<'enrolSecondFactor'> = {
  prepare: async ({ body, principal }, { accountViews, passwords }) => {
    const id = accountOf(principal);
    const hash = await accountViews.passwordHash({ id });
    if (hash === null) throw new ConflictError('The account has no password for a second factor to stand beside.');
    const password = { hash, ...(await passwords.check(body.password, hash)) };
    return async ({ address }, { accounts, secondFactors, knownPlaces, authenticator, clock }) => {
      const now = clock.now();
      const attempt = await knownPlaces.attemptOn(await accounts.byId(id), address, now);
      // An access token is stolen more easily than a password: by itself it locks nobody out.
      const { account } = proveByPassword(attempt, password, now);
      account.ensureVerified();
      const secret = authenticator.newSecret();
      const begun = await secondFactors.of(id);
      if (begun === undefined) secondFactors.add(new SecondFactor({ accountId: id, secret, now }));
      else begun.replaceSecret(secret);
      const provisioningUri = authenticator.provisioningUri(secret, account.email);
      return { status: 201, body: answer({ secret, provisioningUri }) };
    };
  },
};

export const confirmSecondFactor: Operation<'confirmSecondFactor'> = async (
  { body, principal },
  { accounts, secondFactors, authenticator, secrets, clock },
) => {
  const now = clock.now();
  const account = await accounts.byId(accountOf(principal));
  account.ensureVerified();
  const factor = (await secondFactors.of(account.id)) ?? notEnrolled();
  const codes = secrets.recoveryCodes();
  const step = authenticator.matchingStep(factor.secret, body.code, now);
  const digests = codes.map(({ digest }) => digest);
  if (factor.confirm(step, digests, now) === 'refused') {
    throw new UnauthenticatedError('The code does not fit. Check the clock of the device, and send the next one.');
  }
  return { status: 200, body: answer({ recoveryCodes: codes.map(({ token }) => token) }) };
};

export const replaceRecoveryCodes: Operation<'replaceRecoveryCodes'> = async (request, services) => {
  const factor = await provenFactor(request, services);
  const codes = services.secrets.recoveryCodes();
  factor.replaceRecoveryCodes(codes.map(({ digest }) => digest));
  return { status: 200, body: answer({ recoveryCodes: codes.map(({ token }) => token) }) };
};

export const disableSecondFactor: Operation<'disableSecondFactor'> = async (request, services) => {
  services.secondFactors.remove(await provenFactor(request, services));
  return { status: 204 };
};

export const deleteSecondFactor: Operation<'deleteSecondFactor'> = async (
  { path, principal },
  { accounts, secondFactors, mail, system },
) => {
  const account = await accounts.byId(path.userId);
  if (account.id === principal?.account) {
    throw new ConflictError('This is your own: take it off with a code of it, or ask another administrator.');
  }
  const factor = await secondFactors.of(account.id);
  if (factor === undefined) throw new NotFoundError(`The user ${account.id} has no second factor.`);
  secondFactors.remove(factor);
  if (factor.isConfirmed) mail(secondFactorLetter(account, system));
  return { status: 204 };
};

/** The factor in force, after a code of it was shown: whoever found an open session cannot change it. */
async function provenFactor(
  { body, principal, address }: OperationRequest<'disableSecondFactor'> | OperationRequest<'replaceRecoveryCodes'>,
  services: Services,
): Promise<SecondFactor> {
  const now = services.clock.now();
  const account = await services.accounts.byId(accountOf(principal));
  const factor = await services.secondFactors.of(account.id);
  if (factor?.isConfirmed !== true) return notEnrolled();
  proveBySecondFactor(await services.knownPlaces.attemptOn(account, address, now), factor, body, services, now);
  return factor;
}

function notEnrolled(): never {
  throw new ConflictError('There is no second factor yet. Enrol one first.');
}
