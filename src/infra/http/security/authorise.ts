import type { Request, Response } from 'express';
import { challenges, scopeChallenges } from '../../auth/authenticate.ts';
import type { Contract } from '@plumbline/contract/contract';
import { isCrossOrigin, usesCookie } from './cross-origin.ts';
import { HttpError } from '../errors/errors.ts';
import type { Principal } from '../../auth/principal.ts';
import type { RateLimits } from './rate-limits.ts';
import { admissionOf, refusalGrounds } from './secure.ts';
import type { ServedOperation } from '../served-operation.ts';
import { runStage, type Shard } from '../validation/shard.ts';

export interface AuthoriseOptions {
  contract: Contract;
  limits: RateLimits;
  /** Security schemes that start-up printed a working credential for. */
  shown: ReadonlySet<string>;
  /** Origins that may call with cookies. */
  corsOrigins: readonly string[];
}

/**
 * The first half of step 4: who calls, whether they may, whether it was they who sent it, and how often they did.
 *
 * @returns the caller; none where the operation lets anybody in
 * @throws HttpError 401, 403, 429; whatever kept the credential from being checked
 */
export type Authorise = (
  shard: Shard,
  served: ServedOperation,
  request: Request,
  response: Response,
) => Promise<Principal | undefined>;

/** Said in development only: whoever reads it can read what the server printed. */
const STAND_IN = ' In development, start-up printed one that works.';

const UNVERIFIED =
  'The email address of the account is not verified yet. Verify it with the token that was mailed to it.';

/** Makes the authorisation of a contract's requests. */
export function createAuthorise({ contract, limits, shown, corsOrigins }: AuthoriseOptions): Authorise {
  return async (shard, served, request, response) => {
    shard.enter(request);
    try {
      if (shard.authorise.length > 0) await runStage(shard.authorise, request, response);
    } catch (error) {
      const refusal = refusalOf(error, { contract, shown }, served, request);
      // Whoever guesses credentials is counted too.
      if (refusal instanceof HttpError) await limits.byCaller(served, request, response, undefined);
      throw refusal;
    }
    const admission = admissionOf(request, served.operation);
    // Whoever may come anonymously is not made anonymous by a database that is away.
    if (admission === undefined) rethrowFailure(request, served);
    const counting = limits.byCaller(served, request, response, admission?.principal);
    if (counting !== undefined) await counting;
    if (admission === undefined || !usesCookie(contract, admission.requirement)) return admission?.principal;
    if (!isCrossOrigin(request.method, request, corsOrigins)) return admission.principal;
    // Another credential, which no browser adds by itself, may let the request in without the cookie.
    const deliberate = admissionOf(request, served.operation, (requirement) => !usesCookie(contract, requirement));
    if (deliberate === undefined) throw forgery();
    return deliberate.principal;
  };
}

/** What express-openapi-validator refused, with the reason that only the handlers know. */
function refusalOf(
  error: unknown,
  { contract, shown }: Pick<AuthoriseOptions, 'contract' | 'shown'>,
  { operation }: ServedOperation,
  request: Request,
): unknown {
  const status = (error as { status?: unknown }).status;
  if (status !== 401 && status !== 403) return error;
  const { failure, lacking, isUnverified } = refusalGrounds(request, operation);
  if (failure !== undefined) return failure;
  if (lacking.length > 0) {
    const headers = { 'WWW-Authenticate': scopeChallenges(contract, lacking) };
    return isUnverified
      ? new HttpError('EMAIL_NOT_VERIFIED', UNVERIFIED, { headers })
      : new HttpError('FORBIDDEN', 'The credential lacks a scope that this operation needs.', { headers });
  }
  const isShown = operation.security.some((requirement) => Object.keys(requirement).every((name) => shown.has(name)));
  return new HttpError(
    'UNAUTHENTICATED',
    `This operation needs a credential, and the request has none that it takes.${isShown ? STAND_IN : ''}`,
    {
      headers: { 'WWW-Authenticate': challenges(contract, operation, request.headers.authorization) },
    },
  );
}

function rethrowFailure(request: Request, { operation }: ServedOperation): void {
  const { failure } = refusalGrounds(request, operation);
  if (failure !== undefined) throw failure;
}

function forgery(): HttpError {
  return new HttpError(
    'FORBIDDEN',
    'A page of another origin sent this request with the cookie of this one. Origins that may are named in CORS_ORIGINS.',
  );
}
