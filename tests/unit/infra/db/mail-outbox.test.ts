import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { newKeyRing } from '../../../../src/infra/auth/key-ring.ts';
import { createPersonalData, type PersonalData } from '../../../../src/infra/auth/personal-data.ts';
import { accountRepository } from '../../../../src/infra/db/account.repository.ts';
import { keepLetters, mailQueue } from '../../../../src/infra/db/mail-outbox.ts';
import { migrate } from '../../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../../src/infra/db/services.ts';
import { inTransactionOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { deliverMail, type MailDelivery } from '../../../../src/infra/events/mail-delivery.ts';
import type { Mail } from '../../../../src/infra/events/mail.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const letterTo = (name: string): Mail => ({ to: `${name}@example.org`, subject: 'Hello', text: `Token of ${name}` });

let database: TestDatabase;
let personalData: PersonalData;
const deliveries: MailDelivery[] = [];

beforeAll(async () => {
  const ring = await newKeyRing(new Date());
  personalData = createPersonalData(
    () => ring,
    () => new Date(),
  );
  database = await testDatabase(deskEntities(personalData));
  await migrate(database);
});
afterEach(async () => {
  await Promise.all(deliveries.splice(0).map((delivery) => delivery.close()));
  await database.execute('delete from desk.outgoing_mail');
});
afterAll(() => database.close());

/** A mail server that is there or away, and an instance that sends through it. */
function start(server: { isAway: boolean; took: string[]; failures: string[] }): MailDelivery {
  const send = async ({ to }: Mail) => {
    await setTimeout(1);
    if (server.isAway) throw new Error('Connection refused');
    server.took.push(to);
  };
  const logger = { error: (message: string) => void server.failures.push(message) } as never;
  const delivery = deliverMail(mailQueue(database, personalData), send, logger);
  deliveries.push(delivery);
  return delivery;
}

async function keep(...letters: Mail[]): Promise<void> {
  await inTransactionOfWork(database, (em) => keepLetters(em, letters, personalData));
}

const waiting = async () =>
  await database.query({ sql: 'select attempts, next_attempt_at > now() as is_later from desk.outgoing_mail' }, []);

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (await isSo()) return;
    await setTimeout(10);
  }
  throw new Error('It did not come about.');
}

test('a letter that is sent again says so: it has the same Message-ID as before', async () => {
  const sent: string[] = [];
  const failures: string[] = [];
  await keep(letterTo('ada'), letterTo('grace'));
  const send = ({ to }: Mail, id: string) => {
    sent.push(`${to} ${id}`);
    // As if this process ended between the mail server's word and the note of it.
    return sent.length < 3 ? Promise.reject(new Error('Gone')) : Promise.resolve();
  };
  const logger = { error: (message: string) => void failures.push(message) } as never;
  const delivery = deliverMail(mailQueue(database, personalData), send, logger);
  deliveries.push(delivery);
  for (const left of [1, 0]) {
    await until(() => sent.length >= 2 - left);
    delivery.hurry();
  }
  await until(() => failures.length === 2);
  await database.execute('update desk.outgoing_mail set next_attempt_at = now()');
  delivery.hurry();
  await until(async () => (await waiting()).length === 0);
  expect(sent.slice(2).sort()).toEqual(sent.slice(0, 2).sort());
  expect(new Set(sent).size).toBe(2);
});

test('a letter outlives a mail server that is away, and an instance that ends meanwhile', async () => {
  const server = { isAway: true, took: [] as string[], failures: [] as string[] };
  await keep(letterTo('ada'));
  const first = start(server);
  await until(() => server.failures.length > 0);
  await first.close();
  expect(await waiting()).toEqual([{ attempts: 1, is_later: true }]);
  server.isAway = false;
  start(server).hurry();
  await setTimeout(100);
  expect(server.took).toEqual([]);
  await database.execute(`update desk.outgoing_mail set next_attempt_at = now()`);
  deliveries.at(-1)?.hurry();
  await until(() => server.took.length > 0);
  await until(async () => (await waiting()).length === 0);
  expect([server.took, server.failures]).toEqual([
    ['ada@example.org'],
    ['a mail could not be sent, and will be tried again'],
  ]);
});

test('several instances send each letter once', async () => {
  const server = { isAway: false, took: [] as string[], failures: [] as string[] };
  const names = Array.from({ length: 12 }, (_, number) => `person${number}`);
  await keep(...names.map(letterTo));
  for (const instance of [start(server), start(server), start(server)]) instance.hurry();
  await until(async () => (await waiting()).length === 0);
  expect(server.took.sort()).toEqual(names.map((name) => `${name}@example.org`).sort());
});

test('after days of failures a letter is given up', async () => {
  const server = { isAway: true, took: [] as string[], failures: [] as string[] };
  await keep(letterTo('ada'));
  await database.execute(`update desk.outgoing_mail set created_at = now() - interval '4 days'`);
  start(server).hurry();
  await until(async () => (await waiting()).length === 0);
  expect(server.failures).toEqual(['a mail could not be sent, and is given up after days']);
});

test('what waits names nobody, and goes with the person it was for', async () => {
  const emailIndex = (name: string) => personalData.index(`${name}@example.org`, 'accounts.email');
  await keep(letterTo('ada.lovelace'), letterTo('grace.hopper'));
  const rows = JSON.stringify(await database.query({ sql: 'select * from desk.outgoing_mail' }, []));
  // Names with a dot: an index in hexadecimal digits may well have an `ada` in it.
  expect(rows).not.toMatch(/ada\.lovelace|grace\.hopper|Token of/);
  await inTransactionOfWork(database, (inner) =>
    accountRepository(inner).detachAll({
      id: '019aa1b2-7c00-7000-8000-000000000001',
      emailIndex: emailIndex('ada.lovelace'),
      isEmailVerified: true,
    }),
  );
  expect(await database.query({ sql: 'select recipient_index from desk.outgoing_mail' }, [])).toEqual([
    { recipient_index: emailIndex('grace.hopper') },
  ]);
});

test('nothing is sent of what was not kept', async () => {
  const server = { isAway: false, took: [] as string[], failures: [] as string[] };
  start(server);
  const broken = inTransactionOfWork(database, async (inner) => {
    await keepLetters(inner, [letterTo('ada')], personalData);
    throw new Error('The rest failed.');
  });
  await expect(broken).rejects.toThrow('The rest failed.');
  expect(await waiting()).toEqual([]);
  expect(server.took).toEqual([]);
});
