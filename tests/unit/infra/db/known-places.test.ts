import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Account } from '../../../../src/domain/account/account.ts';
import { UnauthenticatedError } from '../../../../src/domain/errors.ts';
import { proveByPassword } from '../../../../src/domain/session/log-in.ts';
import { newKeyRing, type KeyRing } from '../../../../src/infra/auth/key-ring.ts';
import { createPersonalData } from '../../../../src/infra/auth/personal-data.ts';
import { accountRepository } from '../../../../src/infra/db/account.repository.ts';
import { knownPlaceRepository } from '../../../../src/infra/db/known-place.repository.ts';
import { migrate } from '../../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../../src/infra/db/services.ts';
import { inTransactionOfWork, inUnitOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-05-04T03:02:01.000Z');
const after = (days: number) => new Date(NOW.getTime() + days * 24 * 3_600_000);
const HOME = '2001:db8:1:2::1';
const HOTEL = '203.0.113.7';
const STRANGERS = ['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4'];

let ring: KeyRing;
const personalData = createPersonalData(
  () => ring,
  () => NOW,
);
let database: TestDatabase;

beforeAll(async () => {
  ring = await newKeyRing(NOW);
  database = await testDatabase(deskEntities(personalData));
  await migrate(database);
});
afterAll(() => database.close());

async function register(): Promise<string> {
  const id = randomUUID();
  const email = `${id}@example.org`;
  const person = { id, email, emailIndex: email, name: 'Ada', passwordHash: 'hash', isFirst: false, now: NOW };
  await inUnitOfWork(database, (em) => {
    accountRepository(em).add(new Account(person));
  });
  return id;
}

/** As a request does it: what was counted outlives the refusal. */
async function tryPassword(id: string, address: string, isRight: boolean, now = NOW): Promise<'in' | 'refused'> {
  return await inTransactionOfWork(database, async (inner) => {
    const places = knownPlaceRepository(inner, personalData);
    const attempt = await places.attemptOn(await accountRepository(inner).byId(id), address, now);
    try {
      proveByPassword(attempt, { hash: 'hash', isRight }, now);
    } catch (error) {
      if (error instanceof UnauthenticatedError) return 'refused';
      throw error;
    }
    attempt.counter.forgetFailedLogins();
    await places.remember(attempt.account, address, now);
    return 'in';
  });
}

async function keepTrying(id: string, now = NOW): Promise<void> {
  for (const address of STRANGERS) await tryPassword(id, address, false, now);
}

test('strangers who keep trying wait, and not the owner where they logged in before', async () => {
  const id = await register();
  expect(await tryPassword(id, HOME, true)).toBe('in');
  await keepTrying(id);
  expect(await tryPassword(id, HOTEL, true)).toBe('refused');
  expect(await tryPassword(id, '2001:db8:1:2:3::9', true)).toBe('in');
  // That the owner logs in at home does not hand the strangers new attempts.
  expect(await tryPassword(id, HOTEL, true)).toBe('refused');
});

test('a place becomes known by proof of any kind, such as a mailed reset, and waits no longer', async () => {
  const id = await register();
  await keepTrying(id);
  await inTransactionOfWork(database, async (inner) => {
    const account = await accountRepository(inner).byId(id);
    await knownPlaceRepository(inner, personalData).remember(account, HOTEL, NOW);
  });
  expect(await tryPassword(id, HOTEL, true)).toBe('in');
});

test('wrong passwords at a known place wait there, and nowhere else', async () => {
  const id = await register();
  await tryPassword(id, HOME, true);
  for (let attempt = 0; attempt < 3; attempt += 1) await tryPassword(id, HOME, false);
  expect(await tryPassword(id, HOME, true)).toBe('refused');
  expect(await tryPassword(id, HOTEL, true)).toBe('in');
});

test('a place is known for 90 days after its last login, and then forgotten', async () => {
  const id = await register();
  await tryPassword(id, HOME, true);
  await keepTrying(id, after(91));
  expect(await tryPassword(id, HOME, true, after(91))).toBe('refused');
  await tryPassword(id, HOME, true, after(92));
  const rows = await database.query({ sql: 'select place from desk.known_places where account_id = $1' }, [id]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('2001:db8');
});
