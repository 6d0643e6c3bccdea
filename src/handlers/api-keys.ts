import { accountOf, ensureGranted } from '../domain/account/principal.ts';
import { ApiKey } from '../domain/api-key/api-key.ts';
import type { Operation } from '../infra/http/operation.ts';
import { answer, answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';

export const listApiKeys: Operation<'listApiKeys'> = async ({ query, basePath, principal }, { apiKeyViews, clock }) => {
  const page = await apiKeyViews.page(accountOf(principal), clock.now(), { page: 1, limit: 20, ...query });
  const headers = { Link: pageLinks(`${basePath}/api-keys`, query, page) };
  return { status: 200, headers, body: answerPage(page, presentApiKey) };
};

export const createApiKey: Operation<'createApiKey'> = (
  { body, principal },
  { apiKeys, secrets, audit, clock, ids },
) => {
  const { name, scopes, expiresAt } = body;
  ensureGranted(principal, scopes);
  const { token, ...kept } = secrets.apiKey();
  const id = ids.next();
  const expiry = expiresAt === undefined || expiresAt === null ? null : new Date(expiresAt);
  const accountId = accountOf(principal);
  const key = new ApiKey({ id, accountId, name, ...kept, scopes, expiresAt: expiry, now: clock.now() });
  apiKeys.add(key);
  audit.concerns('api-key', id);
  return { status: 201, body: answer({ ...presentApiKey(key), key: token }) };
};

export const rotateApiKey: Operation<'rotateApiKey'> = async (
  { path, body, principal },
  { apiKeys, secrets, clock, ids },
) => {
  const key = await apiKeys.byId(path.keyId, accountOf(principal));
  const { token, ...kept } = secrets.apiKey();
  const next = key.rotate({ id: ids.next(), ...kept }, body.overlapHours, clock.now());
  apiKeys.add(next);
  return { status: 201, body: answer({ ...presentApiKey(next), key: token }) };
};

export const deleteApiKey: Operation<'deleteApiKey'> = async ({ path, principal }, { apiKeys, clock }) => {
  const key = await apiKeys.byId(path.keyId, accountOf(principal));
  key.revoke(clock.now());
  return { status: 204 };
};

/** A key as the contract has it, without its secret, which nobody knows any more. */
export function presentApiKey({ id, name, prefix, scopes, expiresAt, lastUsedAt, successorId, createdAt }: ApiKey) {
  return {
    id,
    name,
    prefix,
    // Only scopes of the contract were ever accepted.
    scopes: scopes as ('desk:read' | 'desk:write' | 'administrator')[],
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    successorId,
    createdAt: createdAt.toISOString(),
  };
}
