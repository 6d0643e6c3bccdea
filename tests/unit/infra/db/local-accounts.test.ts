import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Account } from '../../../../src/domain/account/account.ts';
import { ApiKey } from '../../../../src/domain/api-key/api-key.ts';
import { newKeyRing, type KeyRing } from '../../../../src/infra/auth/key-ring.ts';
import { STAND_INS } from '../../../../src/infra/auth/known-credentials.ts';
import { createPersonalData } from '../../../../src/infra/auth/personal-data.ts';
import { accountRepository } from '../../../../src/infra/db/account.repository.ts';
import { liveApiKeys } from '../../../../src/infra/db/live-credentials.ts';
import { localAccounts, type LocalAccounts } from '../../../../src/infra/db/local-accounts.ts';
import { migrate } from '../../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../../src/infra/db/services.ts';
import { inTransactionOfWork, inUnitOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-05-04T03:02:01.000Z');
const ISSUER = 'https://id.example.org';

let ring: KeyRing;
const personalData = createPersonalData(
  () => ring,
  () => NOW,
);
let database: TestDatabase;
let find: LocalAccounts;

beforeAll(async () => {
  ring = await newKeyRing(NOW);
  database = await testDatabase(deskEntities(personalData));
  await migrate(database);
  find = localAccounts(database, personalData, () => NOW, true);
});
afterAll(() => database.close());

const accountOf = async (id: string) =>
  inUnitOfWork(database, (em) => em.findOneOrFail(Account, { id }, { disableIdentityMap: true }));

test('somebody first seen gets an account, the first of all the administrator’s, and keeps it', async () => {
  const identity = { issuer: ISSUER, subject: 'first', email: 'Ada@Example.org', name: 'Ada' };
  const [one, other] = await Promise.all([find(identity), find(identity)]);
  expect(one).toEqual({
    subject: one?.account,
    account: one?.account,
    scopes: expect.arrayContaining(['administrator']) as unknown,
  });
  expect([other, await find({ issuer: ISSUER, subject: 'first' })]).toEqual([one, one]);
  expect(await accountOf(one?.account ?? '')).toMatchObject({
    email: 'ada@example.org',
    name: 'Ada',
    role: 'administrator',
    passwordHash: null,
  });
});

test('the same subject of another issuer is somebody else, and no administrator', async () => {
  const [one, other] = [
    await find({ issuer: ISSUER, subject: 'first' }),
    await find({ issuer: 'https://other.example', subject: 'first' }),
  ];
  expect(other?.account).not.toBe(one?.account);
  expect(other?.scopes).not.toContain('administrator');
});

/** Registers an account here. */
async function register(email: string, emailVerifiedAt: Date | null): Promise<string> {
  const id = randomUUID();
  const person = { id, email, emailIndex: personalData.index(email, 'accounts.email'), name: 'Owner', isFirst: false };
  await inTransactionOfWork(database, async (em) => {
    accountRepository(em).add(new Account({ ...person, emailVerifiedAt, now: NOW }));
    await em.flush();
  });
  return id;
}

describe('an address', () => {
  test('that an account has verified stays with it, and is verified all the same', async () => {
    const id = await register('owner@example.org', NOW);
    const found = await find({ issuer: ISSUER, subject: 'taker', email: 'owner@example.org', name: 'Taker' });
    expect(found?.account).not.toBe(id);
    expect(found?.scopes).toContain('desk:write');
    expect((await accountOf(found?.account ?? '')).email).toBe(`${found?.account ?? ''}@external.invalid`);
  });

  test('that an account has not verified goes to whom an issuer vouches for', async () => {
    const id = await register('squatted@example.org', null);
    const found = await find({ issuer: ISSUER, subject: 'rightful', email: 'squatted@example.org' });
    expect((await accountOf(found?.account ?? '')).email).toBe('squatted@example.org');
    await expect(accountOf(id)).rejects.toThrow();
  });

  test('that no issuer has verified leaves an account that looks after itself only, until one has', async () => {
    const identity = { issuer: ISSUER, subject: 'later' };
    const before = await find(identity);
    expect(before).toMatchObject({ scopes: ['account'], isUnverified: true });
    const after = await find({ ...identity, email: 'later@example.org' });
    expect(after).toEqual({ ...before, scopes: ['account', 'desk:read', 'desk:write'], isUnverified: undefined });
    expect((await accountOf(after?.account ?? '')).email).toBe('later@example.org');
    expect((await find(identity))?.scopes).toContain('desk:write');
  });
});

test('what cannot be kept of what an issuer says is as if it had not been said', async () => {
  const found = await find({ issuer: ISSUER, subject: 'odd', email: 'a@b\r\nBcc: c@d.example', name: 'A\u0000' });
  const { email, name } = await accountOf(found?.account ?? '');
  expect({ email, name }).toEqual({ email: `${found?.account ?? ''}@external.invalid`, name: 'odd' });
});

test('a key that a stand-in of development made lets nobody in where production serves its data', async () => {
  const standIn = await find({ issuer: STAND_INS, subject: 'developer', isConfigured: true });
  expect(standIn?.scopes).toContain('administrator');
  const { account = '' } = standIn ?? {};
  expect((await accountOf(account)).role).toBe('user');
  const [digest, scopes] = [randomUUID(), ['administrator', 'desk:read']];
  const key = { id: randomUUID(), accountId: account, name: 'CI', prefix: 'plk_1', digest, scopes, expiresAt: null };
  await inUnitOfWork(database, (em) => {
    em.persist(new ApiKey({ ...key, now: NOW }));
  });
  expect((await liveApiKeys(database, false)(digest))?.scopes).toEqual(scopes);
  expect(await liveApiKeys(database, true)(digest)).toBeUndefined();
});

test('a suspended account lets nobody in', async () => {
  const found = await find({ issuer: ISSUER, subject: 'suspended' });
  await inUnitOfWork(database, async (em) => {
    (await em.findOneOrFail(Account, { id: found?.account ?? '' })).suspend({ administrators: 1 }, NOW);
  });
  expect(await find({ issuer: ISSUER, subject: 'suspended' })).toBeUndefined();
});
