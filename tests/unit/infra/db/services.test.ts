import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { Account } from '../../../../src/domain/account/account.ts';
import { ConflictError, ForbiddenError, UnauthenticatedError } from '../../../../src/domain/errors.ts';
import { newKeyRing } from '../../../../src/infra/auth/key-ring.ts';
import type { Keys } from '../../../../src/infra/auth/keys.ts';
import { createPasswords } from '../../../../src/infra/auth/passwords.ts';
import { createPersonalData, type PersonalData } from '../../../../src/infra/auth/personal-data.ts';
import type { ContractOperation } from '@plumbline/contract/contract';
import { chainPendingEvents, sealAuditChain, verifyAuditChain } from '../../../../src/infra/db/audit-chain.ts';
import { migrate } from '../../../../src/infra/db/migrate.ts';
import { deskEntities, servicesOf } from '../../../../src/infra/db/services.ts';
import { mailQueue } from '../../../../src/infra/db/mail-outbox.ts';
import type { Mail } from '../../../../src/infra/events/mail.ts';
import { deliverMail, type MailDelivery } from '../../../../src/infra/events/mail-delivery.ts';
import type { Invocation } from '../../../../src/infra/http/invocation.ts';
import type { InServices } from '../../../../src/infra/http/operation.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const PROJECT = '019aa1b2-7c00-7000-8000-000000000001';

let database: TestDatabase;
let inServices: InServices;
let delivery: MailDelivery;
let personalData: PersonalData;
const sent: Mail[] = [];
const failures: string[] = [];

beforeAll(async () => {
  const ring = await newKeyRing(NOW);
  const clock = () => NOW;
  personalData = createPersonalData(() => ring, clock);
  database = await testDatabase(deskEntities(personalData));
  await migrate(database);
  await sealAuditChain(database, personalData, NOW);
  const logger = { error: (message: string) => void failures.push(message) } as never;
  const send = (mail: Mail) => Promise.resolve(void sent.push(mail));
  delivery = deliverMail(mailQueue(database, personalData), send, logger);
  inServices = servicesOf(database, {
    name: 'The desk',
    version: '1.0.0',
    keys: { ring: () => ring } as Keys,
    tokens: { issuer: 'desk', audience: 'desk' },
    passwords: await createPasswords(4),
    personalData,
    delivery,
    auditChaining: { notify: () => undefined, settle: () => Promise.resolve() },
    forgetMail: () => Promise.resolve(),
    clock,
    makesFirstAdministrator: true,
    limitFactor: 1,
  });
});

afterAll(async () => {
  await delivery.close();
  await database.close();
  expect(failures).toEqual([]);
});

/** A trace id, as a client may send one. */
const traceOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

function request(id: string, path: string, more: Partial<Invocation> = {}): Invocation {
  const operation = { id, path, method: 'post' } as ContractOperation;
  const nothing = { path: {}, query: {}, headers: {}, cookies: {}, body: undefined };
  return { operation, basePath: '/v1', ...nothing, requestId: traceOf(id), accept: 'application/json', ...more };
}

function account(email: string): Account {
  const person = { id: randomUUID(), email, emailIndex: email, name: 'Ada', passwordHash: 'hash' };
  return new Account({ ...person, isFirst: false, now: NOW });
}

const accountsOf = async (emailIndex: string) =>
  await database.query({ sql: 'select failed_logins from desk.accounts where email_index = $1' }, [emailIndex]);
const eventsOf = async (name: string) =>
  await database.query(
    {
      sql: 'select action, actor, target, outcome from desk.audit_events where correlation_id = $1 order by entry_number',
    },
    [traceOf(name)],
  );

async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !isSo(); attempt += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a write', () => {
  test('keeps its changes, its audit event and its mail together', async () => {
    const letter = { to: 'kept@example.org', subject: 'Hello', text: 'Hello' };
    await inServices('write', request('keep', '/accounts'), ({ accounts, audit, mail }) => {
      accounts.add(account('kept@example.org'));
      audit.causedBy('a1');
      mail(letter);
    });
    await until(() => sent.length > 0);
    expect([await accountsOf('kept@example.org'), await eventsOf('keep'), sent]).toEqual([
      [{ failed_logins: 0 }],
      [
        {
          action: 'keep',
          actor: { kind: 'account', id: 'a1' },
          target: { kind: 'account', id: 'a1' },
          outcome: 'success',
        },
      ],
      [letter],
    ]);
  });

  test('that is refused as unauthenticated keeps what was noted, and sends nothing', async () => {
    const refused = inServices('write', request('failedLogin', '/login'), async ({ accounts, audit, mail }) => {
      const known = await accounts.byEmailIndex('kept@example.org');
      known?.recordFailedLogin(NOW);
      audit.note('noticed', { kind: 'account', id: null });
      mail({ to: 'never@example.org', subject: 'Never', text: '' });
      throw new UnauthenticatedError('Wrong.');
    });
    await expect(refused).rejects.toThrow(new UnauthenticatedError('Wrong.'));
    expect([await accountsOf('kept@example.org'), await eventsOf('failedLogin')]).toMatchObject([
      [{ failed_logins: 1 }],
      [
        { action: 'noticed', outcome: 'refused' },
        { action: 'failedLogin', outcome: 'refused', actor: { kind: 'anonymous', id: null } },
      ],
    ]);
    expect(sent.map(({ to }) => to)).not.toContain('never@example.org');
  });

  test('that is forbidden changes nothing; that it was tried is kept, and by which key', async () => {
    const principal = { scheme: 'apiKey', subject: 'a1', account: 'a1', key: 'k1', scopes: [] };
    const path = { projectId: PROJECT, backlogItemId: 'b1' };
    const refused = inServices(
      'write',
      request('forbidden', '/projects/{projectId}/backlog-items/{backlogItemId}', { principal, path }),
      ({ accounts }) => {
        accounts.add(account('forbidden@example.org'));
        throw new ForbiddenError('No.');
      },
    );
    await expect(refused).rejects.toThrow(ForbiddenError);
    expect([await accountsOf('forbidden@example.org'), await eventsOf('forbidden')]).toEqual([
      [],
      [
        {
          action: 'forbidden',
          actor: { kind: 'api-key', id: 'k1' },
          target: { kind: 'backlog-item', id: 'b1' },
          outcome: 'refused',
        },
      ],
    ]);
  });

  test('that fails otherwise leaves nothing, not even an audit event', async () => {
    const failed = inServices('write', request('failed', '/accounts'), ({ accounts }) => {
      accounts.add(account('failed@example.org'));
      throw new Error('Broken.');
    });
    await expect(failed).rejects.toThrow('Broken.');
    expect([await accountsOf('failed@example.org'), await eventsOf('failed')]).toEqual([[], []]);
  });

  test('that the database undid to end a deadlock is done again from its start, once', async () => {
    let attempts = 0;
    await inServices('write', request('undone', '/accounts'), ({ accounts, mail }) => {
      accounts.add(account('undone@example.org'));
      mail({ to: 'undone@example.org', subject: 'Hello', text: 'Hello' });
      attempts += 1;
      if (attempts < 3) throw new Error('failed', { cause: Object.assign(new Error('deadlock'), { code: '40P01' }) });
    });
    await until(() => sent.some(({ to }) => to === 'undone@example.org'));
    expect([attempts, (await accountsOf('undone@example.org')).length, (await eventsOf('undone')).length]).toEqual([
      3, 1, 1,
    ]);
    expect(sent.filter(({ to }) => to === 'undone@example.org')).toHaveLength(1);
  });

  test('that is undone every time fails in the end', async () => {
    let attempts = 0;
    const undone = inServices('write', request('hopeless', '/accounts'), () => {
      attempts += 1;
      throw Object.assign(new Error('serialization failure'), { code: '40001' });
    });
    await expect(undone).rejects.toMatchObject({ isBusy: true, cause: { code: '40001' } });
    expect([attempts, await eventsOf('hopeless')]).toEqual([5, []]);
  });

  test('that takes a taken address is a conflict that names the field', async () => {
    const taken = inServices('write', request('taken', '/accounts'), ({ accounts }) => {
      accounts.add(account('kept@example.org'));
    });
    await expect(taken).rejects.toMatchObject({
      constructor: ConflictError,
      details: [{ field: 'body.email', message: 'is the address of another account' }],
    });
  });
});

test('what a client calls its request stays out of the chain where it may say something of a person', async () => {
  for (const requestId of ['erin@example.org', '4915112345678', 'Erin']) {
    await inServices('write', { ...request('named', '/accounts'), requestId }, () => undefined);
  }
  const rows = await database.query({ sql: `select correlation_id from desk.audit_events where action = 'named'` }, []);
  expect(rows.map((row) => row['correlation_id'])).toEqual(
    Array.from({ length: 3 }, () => expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/) as unknown),
  );
});

test('a read leaves no audit event, and cannot send mail', async () => {
  const read = inServices('read', request('read', '/accounts'), ({ mail }) => {
    mail({ to: 'a@example.org', subject: 'No', text: '' });
  });
  await expect(read).rejects.toThrow('read only reads, and sends no mail.');
  expect(await eventsOf('read')).toEqual([]);
});

test('the chain of everything that happened holds', async () => {
  await chainPendingEvents(database, personalData, NOW);
  expect(await verifyAuditChain(database, personalData)).toMatchObject({
    kind: 'intact',
    events: 8,
  });
});
