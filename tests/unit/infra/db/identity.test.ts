import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Account } from '../../../../src/domain/account/account.ts';
import { ExternalIdentity } from '../../../../src/domain/account/external-identity.ts';
import { PasswordReset } from '../../../../src/domain/account/password-reset.ts';
import { SecondFactor } from '../../../../src/domain/account/second-factor.ts';
import { ApiKey } from '../../../../src/domain/api-key/api-key.ts';
import type { AuditEntry } from '../../../../src/domain/audit/audit-event.ts';
import { NotFoundError } from '../../../../src/domain/errors.ts';
import { Invitation } from '../../../../src/domain/member/invitation.ts';
import { Member } from '../../../../src/domain/member/member.ts';
import { Project } from '../../../../src/domain/project/project.ts';
import { Session } from '../../../../src/domain/session/session.ts';
import { newKeyRing, rotateKeyRing, type KeyRing } from '../../../../src/infra/auth/key-ring.ts';
import { sealedKeyRingStore } from '../../../../src/infra/auth/key-ring-store.ts';
import { openKeys } from '../../../../src/infra/auth/keys.ts';
import { createPersonalData } from '../../../../src/infra/auth/personal-data.ts';
import { reencrypt, type Progress } from '../../../../src/infra/auth/reencrypt.ts';
import { EmailVerification } from '../../../../src/domain/account/email-verification.ts';
import {
  accountRepository,
  passwordResetRepository,
  secondFactorRepository,
  emailVerificationRepository,
} from '../../../../src/infra/db/account.repository.ts';
import { apiKeyRepository } from '../../../../src/infra/db/api-key.repository.ts';
import { chainPendingEvents, sealAuditChain, verifyAuditChain } from '../../../../src/infra/db/audit-chain.ts';
import { auditLog } from '../../../../src/infra/db/audit-event.repository.ts';
import type { EntityManager } from '../../../../src/infra/db/database.ts';
import { encryptedTables } from '../../../../src/infra/db/encrypted-tables.ts';
import { tableKeyRingStore } from '../../../../src/infra/db/key-ring.table.ts';
import { liveApiKeys, liveSessions } from '../../../../src/infra/db/live-credentials.ts';
import { invitationRepository, memberRepository } from '../../../../src/infra/db/member.repository.ts';
import { keepLetters } from '../../../../src/infra/db/mail-outbox.ts';
import { migrate, rollback, RollbackError } from '../../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../../src/infra/db/services.ts';
import { sessionRepository } from '../../../../src/infra/db/session.repository.ts';
import { inTransactionOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date();
const USER_SCOPES = ['account', 'desk:read', 'desk:write'];
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

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

function fail(error: unknown): never {
  throw error;
}

/** Work in a transaction of its own, as a request that writes does it. */
async function write<Result>(work: (em: EntityManager) => Promise<Result> | Result): Promise<Result> {
  return await inTransactionOfWork(database, async (em) => await work(em));
}

const emailIndex = (email: string) => personalData.index(email, 'accounts.email');

async function register(email: string): Promise<Account> {
  return await write(async (em) => {
    const accounts = accountRepository(em, true);
    const isFirst = await accounts.isFirst();
    const person = { id: randomUUID(), email, emailIndex: emailIndex(email), name: 'Ada Lovelace' };
    const account = new Account({ ...person, passwordHash: 'hash', isFirst, emailVerifiedAt: NOW, now: NOW });
    accounts.add(account);
    return account;
  });
}

async function createProject(): Promise<Project> {
  const id = randomUUID();
  const key = `P${id.replaceAll('-', '').slice(0, 6).toUpperCase()}`;
  return await write((em) => {
    const project = new Project(id, { key, name: 'Shop', description: '' }, NOW);
    em.persist(project);
    return project;
  });
}

describe('accounts', () => {
  test('come back as they were kept, found by id and by the index of their address', async () => {
    const { id } = await register('kept@example.org');
    const byIndex = await write((em) => accountRepository(em).byEmailIndex(emailIndex('kept@example.org')));
    const byId = await write((em) => accountRepository(em).byId(id));
    expect([byIndex, byId].map((account) => [account?.email, account?.name, account?.createdAt])).toEqual([
      ['kept@example.org', 'Ada Lovelace', NOW],
      ['kept@example.org', 'Ada Lovelace', NOW],
    ]);
    expect(byId).toBeInstanceOf(Account);
    await expect(write((em) => accountRepository(em).byId(randomUUID()))).rejects.toThrow(NotFoundError);
    expect(await write((em) => accountRepository(em).byEmailIndex('none'))).toBeUndefined();
  });

  test('show nothing of a person in their row', async () => {
    const { id } = await register('hidden@example.org');
    const rows = await database.query({ sql: 'select * from desk.accounts where id = $1' }, [id]);
    expect(JSON.stringify(rows)).not.toMatch(/hidden@|Lovelace/);
  });

  test('are written only when something changed: decrypting is no change', async () => {
    const { id } = await register('calm@example.org');
    const stored = async () =>
      await database.query({ sql: 'select email, version from desk.accounts where id = $1' }, [id]);
    const before = await stored();
    await write((em) => accountRepository(em).byId(id));
    expect(await stored()).toEqual(before);
    await write(async (em) => {
      (await accountRepository(em).byId(id)).recordFailedLogin(NOW);
    });
    const [after] = await stored();
    expect(after).toEqual({ email: before[0]?.['email'], version: 2 });
  });

  test('take an address once', async () => {
    await register('taken@example.org');
    await expect(register('taken@example.org')).rejects.toThrow(/accounts_email_unique/);
  });

  test('know who is first, and how many administrators there are besides one', async () => {
    const { id } = await register('another@example.org');
    expect(await write((em) => accountRepository(em, true).isFirst())).toBe(false);
    expect(await write((em) => accountRepository(em).administratorsBesides(id))).toBe(1);
  });

  test('are found by what an issuer calls them', async () => {
    const { id } = await register('external@example.org');
    const identity = { issuer: 'https://id.example', subject: 'u1' };
    await write((em) => {
      accountRepository(em).addExternalIdentity(new ExternalIdentity({ ...identity, accountId: id, now: NOW }));
    });
    expect((await write((em) => accountRepository(em).byExternalIdentity('https://id.example', 'u1')))?.id).toBe(id);
    expect(await write((em) => accountRepository(em).byExternalIdentity('https://id.example', 'u2'))).toBeUndefined();
  });

  test('keep a second factor with its secret encrypted, and spend each of its codes once', async () => {
    const { id } = await register('factor@example.org');
    await write((em) => {
      const factor = new SecondFactor({ accountId: id, secret: 'GEZDGNBVGY3TQOJQ', now: NOW });
      factor.confirm(10, ['r1', 'r2'], NOW);
      secondFactorRepository(em).add(factor);
    });
    expect(JSON.stringify(await database.query({ sql: 'select * from desk.second_factors' }, []))).not.toContain(
      'GEZDGNBV',
    );
    await write(async (em) => {
      const factor = await secondFactorRepository(em).of(id);
      expect([factor?.secret, factor?.acceptRecoveryCode('r1'), factor?.acceptStep(11)]).toEqual([
        'GEZDGNBVGY3TQOJQ',
        'accepted',
        'accepted',
      ]);
    });
    await write(async (em) => {
      const factor = await secondFactorRepository(em).of(id);
      expect([factor?.acceptRecoveryCode('r1'), factor?.acceptStep(11), factor?.recoveryDigests]).toEqual([
        'refused',
        'refused',
        ['r2'],
      ]);
      if (factor) secondFactorRepository(em).remove(factor);
    });
    expect(await write((em) => secondFactorRepository(em).of(id))).toBeUndefined();
  });

  test('keep permissions to reset a password until they are used or withdrawn', async () => {
    const { id: accountId } = await register('reset@example.org');
    const digest = randomUUID();
    await write((em) => {
      passwordResetRepository(em).add(new PasswordReset({ id: randomUUID(), accountId, digest, now: NOW }));
    });
    expect((await write((em) => passwordResetRepository(em).byDigest(digest)))?.accountId).toBe(accountId);
    await write((em) => passwordResetRepository(em).removeAllOf(accountId));
    expect(await write((em) => passwordResetRepository(em).byDigest(digest))).toBeUndefined();
  });
});

describe('sessions', () => {
  async function login(email: string): Promise<{ account: Account; session: Session; digest: string }> {
    const account = await register(email);
    const digest = randomUUID();
    const from = { address: '192.0.2.1', userAgent: 'Firefox' };
    const { session, token } = Session.open({ id: randomUUID(), accountId: account.id, digest, ...from, now: NOW });
    await write((em) => {
      sessionRepository(em).add(session, token);
    });
    return { account, session, digest };
  }

  test('live until revoked, on the next question', async () => {
    const { account, session } = await login('live@example.org');
    const find = liveSessions(database);
    expect(await Promise.all([find(session.id), find(randomUUID())])).toEqual([
      { subject: account.id, account: account.id, session: session.id, scopes: USER_SCOPES },
      undefined,
    ]);
    await write((em) => sessionRepository(em).revokeAllOf(account.id, 'password-changed', NOW));
    expect(await find(session.id)).toBeUndefined();
  });

  test('of a suspended account do not live', async () => {
    const { account, session } = await login('suspended@example.org');
    await write(async (em) => {
      (await accountRepository(em).byId(account.id)).suspend({ administrators: 1 }, NOW);
    });
    expect(await liveSessions(database)(session.id)).toBeUndefined();
  });

  test('are refreshed by their token once; the second time ends them, and that is kept', async () => {
    const { account, session, digest } = await login('refresh@example.org');
    const refresh = (next: string) =>
      write(async (em) => {
        const found = await sessionRepository(em).byRefreshToken(digest);
        const outcome = found?.session.refresh(found.token, next, NOW);
        if (outcome?.kind === 'rotated') sessionRepository(em).addToken(outcome.token);
        return outcome?.kind;
      });
    expect([await refresh(randomUUID()), await refresh(randomUUID())]).toEqual(['rotated', 'replayed']);
    const kept = await write((em) => sessionRepository(em).byId(session.id, account.id));
    expect([kept.revokedFor, kept.address, kept.userAgent]).toEqual(['replay', '192.0.2.1', 'Firefox']);
    expect(await write((em) => sessionRepository(em).byRefreshToken('unknown'))).toBeUndefined();
  });

  test('are nobody else\u2019s', async () => {
    const { session } = await login('mine@example.org');
    await expect(write((em) => sessionRepository(em).byId(session.id, randomUUID()))).rejects.toThrow(NotFoundError);
  });

  test('all but the one in use can be ended', async () => {
    const { account, session } = await login('many@example.org');
    const { session: other, token } = Session.open({
      id: randomUUID(),
      accountId: account.id,
      digest: randomUUID(),
      address: null,
      userAgent: null,
      now: NOW,
    });
    await write((em) => {
      sessionRepository(em).add(other, token);
    });
    await write((em) => sessionRepository(em).revokeAllOf(account.id, 'revoked', NOW, session.id));
    const live = await write((em) => sessionRepository(em).liveOf(account.id, NOW));
    expect(live.map(({ id }) => id)).toEqual([session.id]);
  });
});

describe('API keys', () => {
  test('live within their scopes and those of their account, until rotated without overlap or revoked', async () => {
    const account = await register('keys@example.org');
    const digest = randomUUID();
    const key = new ApiKey({
      id: randomUUID(),
      accountId: account.id,
      name: 'CI',
      prefix: 'plk_1',
      digest,
      scopes: ['desk:read', 'administrator'],
      expiresAt: null,
      now: NOW,
    });
    await write((em) => {
      apiKeyRepository(em).add(key);
    });
    const find = liveApiKeys(database, true);
    expect(await find(digest)).toEqual({
      subject: account.id,
      account: account.id,
      key: key.id,
      scopes: ['desk:read'],
    });
    await write(async (em) => {
      const kept = await apiKeyRepository(em).byId(key.id, account.id);
      apiKeyRepository(em).add(kept.rotate({ id: randomUUID(), prefix: 'plk_2', digest: randomUUID() }, 0, NOW));
    });
    expect(await find(digest)).toBeUndefined();
    expect((await write((em) => apiKeyRepository(em).of(account.id))).map(({ prefix }) => prefix).sort()).toEqual([
      'plk_1',
      'plk_2',
    ]);
    await expect(write((em) => apiKeyRepository(em).byId(key.id, randomUUID()))).rejects.toThrow(NotFoundError);
  });
});

describe('members of a project', () => {
  test('join by invitation, are counted as owners, and leave', async () => {
    const [owner, guest] = [await register('owner@example.org'), await register('guest@example.org')];
    const project = await createProject();
    const digest = randomUUID();
    const sent = {
      email: 'guest@example.org',
      emailIndex: guest.emailIndex,
      role: 'editor' as const,
      invitedBy: owner.id,
    };
    const invitation = new Invitation({ id: randomUUID(), projectId: project.id, ...sent, digest, now: NOW });
    await write((em) => {
      memberRepository(em).add(new Member({ projectId: project.id, accountId: owner.id, role: 'owner', now: NOW }));
      invitationRepository(em).add(invitation);
    });
    expect(
      (await write((em) => invitationRepository(em).openOf(project.id, guest.emailIndex, NOW))).map(
        ({ email }) => email,
      ),
    ).toEqual(['guest@example.org']);
    expect((await write((em) => invitationRepository(em).byId(invitation.id, project.id))).role).toBe('editor');
    await expect(write((em) => invitationRepository(em).byId(invitation.id, randomUUID()))).rejects.toThrow(
      NotFoundError,
    );
    await write(async (em) => {
      const found = await invitationRepository(em).byDigest(digest);
      if (found) memberRepository(em).add(found.accept(guest, later(1)));
    });
    expect(await write((em) => invitationRepository(em).openOf(project.id, guest.emailIndex, NOW))).toEqual([]);
    expect((await write((em) => memberRepository(em).of(project.id))).map(({ role }) => role)).toEqual([
      'owner',
      'editor',
    ]);
    expect(await write((em) => memberRepository(em).ownersBesides(project.id, owner.id))).toBe(0);
    expect(await write((em) => memberRepository(em).ownersBesides(project.id, guest.id))).toBe(1);
    await write(async (em) => {
      const member = await memberRepository(em).find(project.id, guest.id);
      if (member) memberRepository(em).remove(member);
    });
    expect(await write((em) => memberRepository(em).find(project.id, guest.id))).toBeUndefined();
  });
});

describe('the key ring in the database', () => {
  test('is sealed, shared, and written by compare and swap', async () => {
    const store = sealedKeyRingStore(tableKeyRingStore(database), Buffer.alloc(32, 5));
    const [one, two] = await Promise.all([openKeys(store, () => NOW, fail), openKeys(store, () => NOW, fail)]);
    expect(one.ring()).toEqual(two.ring());
    await one.rotate();
    expect(await store.write({ version: 2, text: '{}' })).toBe(false);
    expect((await two.update((current) => rotateKeyRing(current, NOW))).data).toHaveLength(3);
    const rows = await database.query({ sql: 'select * from desk.key_rings' }, []);
    expect(JSON.stringify(rows)).not.toContain(one.ring().index);
    one.close();
    two.close();
  });
});

const auditEntry = (address: string): AuditEntry => ({
  id: randomUUID(),
  at: NOW,
  actor: { kind: 'system', id: null },
  action: 'archiveProject',
  target: { kind: 'project', id: null },
  outcome: 'success',
  correlationId: 'r1',
  address,
  salt: randomUUID(),
});

describe('a rotation of the data keys', () => {
  test('ends with every value of every table under the new key, readable as before, the chain intact', async () => {
    const { id: accountId } = await register('rotated@example.org');
    const token = { id: randomUUID(), accountId, email: 'next@example.org', emailIndex: 'next', digest: randomUUID() };
    await write((em) => {
      emailVerificationRepository(em).add(new EmailVerification({ ...token, now: NOW }));
    });
    const letter = { to: 'rotated@example.org', subject: 'Hello', text: 'Hello' };
    await write((em) => keepLetters(em, [letter], personalData));
    await sealAuditChain(database, personalData, NOW);
    await write(async (em) => {
      for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
        await auditLog(em, personalData).append(auditEntry(address));
      }
    });
    await chainPendingEvents(database, personalData, NOW);
    const moment = NOW.getTime();
    ring = await rotateKeyRing(ring, NOW);
    NOW.setTime(moment + 61_000);
    const results: Progress[] = [];
    for (const table of encryptedTables(database)) results.push(await reencrypt(table, personalData, () => undefined));
    NOW.setTime(moment);
    expect(results.map(({ table }) => table)).toEqual([
      'accounts',
      'second_factors',
      'sessions',
      'email_verifications',
      'invitations',
      'audit_events',
      'outgoing_mail',
    ]);
    expect(results.every(({ done, total }) => done === total)).toBe(true);
    expect(results.filter(({ table }) => table !== 'second_factors').every(({ changed }) => changed > 0)).toBe(true);

    const [, current] = ring.data;
    ring = { ...ring, data: current === undefined ? [] : [current] };
    const account = await write((em) => accountRepository(em).byEmailIndex(emailIndex('rotated@example.org')));
    expect([account?.email, account?.name]).toEqual(['rotated@example.org', 'Ada Lovelace']);
    expect(await verifyAuditChain(database, personalData)).toMatchObject({ kind: 'intact', events: 3 });
  });
});

test('projects that nobody owns are adopted, and no others', async () => {
  const [first, owner] = [await register('first@example.org'), await register('has@example.org')];
  const [orphan, owned] = [await createProject(), await createProject()];
  await write((em) => {
    memberRepository(em).add(new Member({ projectId: owned.id, accountId: owner.id, role: 'owner', now: NOW }));
  });
  await write((em) => memberRepository(em).adoptOrphans(first.id, NOW));
  const ownersOf = async ({ id }: Project) =>
    (await write((em) => memberRepository(em).of(id))).map(({ accountId, role, joinedAt }) => ({
      accountId,
      role,
      joinedAt,
    }));
  expect([await ownersOf(orphan), await ownersOf(owned)]).toEqual([
    [{ accountId: first.id, role: 'owner', joinedAt: NOW }],
    [{ accountId: owner.id, role: 'owner', joinedAt: NOW }],
  ]);
});

test('the migrations since the audit chain can be taken back with data there and applied again, and no others', async () => {
  const taken: string[] = [];
  while (taken.at(-1) !== '20261121063000-known-places') taken.push(...(await rollback(database)));
  expect(taken).toEqual([
    '20261130100000-verified-addresses',
    '20261130000000-chain-after-commit',
    '20261121070000-stand-ins',
    '20261121065000-erased-identities',
    '20261121063000-known-places',
  ]);
  await expect(rollback(database)).rejects.toThrow(RollbackError);
  expect((await migrate(database)).sort()).toEqual([...taken].sort());
});
