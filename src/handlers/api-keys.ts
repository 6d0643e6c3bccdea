import { accountOf, ensureGranted } from '../domain/account/principal.ts';
import { ApiKey, ensureRoomForKey, isLongLived } from '../domain/api-key/api-key.ts';
import type { Operation } from '../infra/http/operation.ts';
import { answer, answerPage } from './envelope.ts';
import { ensureFreshLogin } from './step-up.ts';
import { pageLinks } from './page-links.ts';

export const listApiKeys: Operation<'listApiKeys'> = async ({ query, basePath, principal }, { apiKeyViews, clock }) => {
  const page = await apiKeyViews.page(accountOf(principal), clock.now(), { page: 1, limit: 20, ...query });
  const headers = { Link: pageLinks(`${basePath}/api-keys`, query, page) };
  return { status: 200, headers, body: answerPage(page, presentApiKey) };
};

export const createApiKey: Operation<'createApiKey'> = async ({ body, principal }, services) => {
  const { accounts, apiKeys, secrets, audit, limitFactor, clock, ids } = services;
  const { name, scopes, expiresAt } = body;
  const now = clock.now();
  const accountId = accountOf(principal);
  // Held, so that keys of one account are counted one after the other.
  (await accounts.byId(accountId)).ensureVerified();
  ensureGranted(principal, scopes);
  const expiry = expiresAt === undefined || expiresAt === null ? null : new Date(expiresAt);
  if (isLongLived(expiry, now)) await ensureFreshLogin(principal, services);
  const { token, ...kept } = secrets.apiKey();
  const id = ids.next();
  const key = new ApiKey({ id, accountId, name, ...kept, scopes, expiresAt: expiry, now });
  ensureRoomForKey(await apiKeys.countLive(accountId, now), limitFactor);
  apiKeys.add(key);
  audit.concerns('api-key', id);
  return { status: 201, body: answer({ ...presentApiKey(key), key: token }) };
};

export const rotateApiKey: Operation<'rotateApiKey'> = async ({ path, body, principal }, services) => {
  const { accounts, apiKeys, secrets, limitFactor, clock, ids } = services;
  const now = clock.now();
  const account = await accounts.byId(accountOf(principal));
  const key = await apiKeys.byId(path.keyId, account.id);
  account.ensureVerified();
  if (isLongLived(key.expiresAt, now)) await ensureFreshLogin(principal, services);
  const { token, ...kept } = secrets.apiKey();
  const live = await apiKeys.countLive(account.id, now);
  const next = key.rotate({ id: ids.next(), ...kept }, body.overlapHours, now);
  // The key that is rotated makes room for its successor only if it ends at once.
  ensureRoomForKey(key.isLive(now) ? live : live - 1, limitFactor);
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
