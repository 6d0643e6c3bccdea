import { describe, expect, test } from '@jest/globals';
import { Account } from '../../../../src/domain/account/account.ts';
import { EmailVerification } from '../../../../src/domain/account/email-verification.ts';
import { ConflictError, UnverifiedEmailError } from '../../../../src/domain/errors.ts';

const NOW = new Date('2026-11-30T10:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);

function register(): Account {
  const person = { email: 'ada@example.org', emailIndex: 'index', name: 'Ada', passwordHash: 'hash' };
  return new Account({ id: 'a1', ...person, isFirst: false, now: NOW });
}

const token = () =>
  new EmailVerification({
    id: 'v1',
    accountId: 'a1',
    email: 'Ada@Example.org',
    emailIndex: 'index',
    digest: 'd',
    now: NOW,
  });

describe('a verification token', () => {
  test('is accepted once, from the account that it was mailed for', () => {
    const verification = token();
    expect(verification.email).toBe('ada@example.org');
    expect(verification.use('a2', hours(1))).toBe('refused');
    expect(verification.use('a1', hours(1))).toBe('accepted');
    expect(verification.use('a1', hours(1))).toBe('refused');
  });

  test('expires after a day', () => {
    expect(token().use('a1', hours(24))).toBe('refused');
    expect(token().use('a1', new Date(hours(24).getTime() - 1))).toBe('accepted');
  });
});

describe('the address of an account', () => {
  test('is required to be verified where the account concerns others', () => {
    const account = register();
    expect(() => {
      account.ensureVerified();
    }).toThrow(UnverifiedEmailError);
    account.verifyEmail(hours(1));
    account.ensureVerified();
    expect([account.emailVerifiedAt, account.updatedAt]).toEqual([hours(1), hours(1)]);
    account.verifyEmail(hours(2));
    expect([account.emailVerifiedAt, account.updatedAt]).toEqual([hours(1), hours(1)]);
  });

  test('is verified when it is changed', () => {
    const account = register();
    account.changeEmail('Ada@Example.net', 'other', hours(1));
    expect(account).toMatchObject({ email: 'ada@example.net', emailIndex: 'other', emailVerifiedAt: hours(1) });
  });

  test('has to be verified before the account becomes an administrator', () => {
    const account = register();
    expect(() => {
      account.changeRole('administrator', { administrators: 1 }, NOW);
    }).toThrow(ConflictError);
    account.verifyEmail(NOW);
    account.changeRole('administrator', { administrators: 1 }, NOW);
    expect(account.isAdministrator).toBe(true);
  });
});
