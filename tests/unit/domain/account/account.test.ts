import { describe, expect, test } from '@jest/globals';
import { Account } from '../../../../src/domain/account/account.ts';
import { ConflictError } from '../../../../src/domain/errors.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const LATER = new Date('2026-11-21T11:00:00Z');
const ALONE = { administrators: 0 };
const NOT_ALONE = { administrators: 1 };

function register({ isFirst = false } = {}): Account {
  const person = { email: 'Ada@Example.org', emailIndex: 'index', name: ' Ada ' };
  return new Account({ id: 'a1', ...person, passwordHash: 'hash', isFirst, now: NOW });
}

function seconds(count: number): Date {
  return new Date(NOW.getTime() + count * 1000);
}

describe('an account', () => {
  test('keeps address and name in their one form', () => {
    expect(register()).toEqual({
      id: 'a1',
      email: 'ada@example.org',
      emailIndex: 'index',
      emailVerifiedAt: null,
      name: 'Ada',
      role: 'user',
      status: 'active',
      passwordHash: 'hash',
      failedLogins: 0,
      lastFailedLoginAt: null,
      createdAt: NOW,
      updatedAt: NOW,
      version: 1,
    });
  });

  test('the first one to register is the administrator', () => {
    expect([register({ isFirst: true }).isAdministrator, register().isAdministrator]).toEqual([true, false]);
  });

  test('has no password when another issuer vouches for the person', () => {
    const account = new Account({
      id: 'a1',
      email: 'a@b.example',
      emailIndex: 'i',
      name: 'A',
      isFirst: false,
      now: NOW,
    });
    expect(account.passwordHash).toBeNull();
  });

  test('can be renamed', () => {
    const account = register();
    account.rename('Ada Lovelace', LATER);
    expect({ name: account.name, updatedAt: account.updatedAt }).toEqual({ name: 'Ada Lovelace', updatedAt: LATER });
  });

  test.each([
    [
      'demoted',
      (account: Account) => {
        account.changeRole('user', ALONE, LATER);
      },
    ],
    [
      'suspended',
      (account: Account) => {
        account.suspend(ALONE, LATER);
      },
    ],
    [
      'erased',
      (account: Account) => {
        account.erase(ALONE, LATER);
      },
    ],
  ])('the only administrator cannot be %s', (_, act) => {
    const account = register({ isFirst: true });
    const before = Object.assign({}, account);
    expect(() => {
      act(account);
    }).toThrow(ConflictError);
    expect(account).toEqual(before);
  });

  test('an administrator can be demoted when there is another, and promoted again', () => {
    const account = register({ isFirst: true });
    account.changeRole('user', NOT_ALONE, LATER);
    expect(account.isAdministrator).toBe(false);
    // Not before the address is verified: anybody may have registered it.
    expect(() => {
      account.changeRole('administrator', ALONE, LATER);
    }).toThrow(ConflictError);
    account.verifyEmail(LATER);
    account.changeRole('administrator', ALONE, LATER);
    expect(account.isAdministrator).toBe(true);
  });

  test('a suspended administrator administers nothing until reactivated', () => {
    const account = register({ isFirst: true });
    account.suspend(NOT_ALONE, LATER);
    expect([account.isActive, account.isAdministrator]).toEqual([false, false]);
    account.reactivate(LATER);
    expect([account.isActive, account.isAdministrator]).toEqual([true, true]);
  });

  test('says nothing of the person once erased, and stays so', () => {
    const account = register();
    account.erase(ALONE, LATER);
    expect(account).toEqual({
      id: 'a1',
      email: 'a1@erased.invalid',
      emailIndex: 'erased:a1',
      emailVerifiedAt: null,
      name: 'Erased',
      role: 'user',
      status: 'erased',
      passwordHash: null,
      failedLogins: 0,
      lastFailedLoginAt: null,
      createdAt: NOW,
      updatedAt: LATER,
      version: 1,
    });
    expect(() => {
      account.reactivate(LATER);
    }).toThrow(ConflictError);
    expect(() => {
      account.suspend(ALONE, LATER);
    }).toThrow(ConflictError);
    for (const role of ['administrator', 'user'] as const) {
      expect(() => {
        account.changeRole(role, ALONE, LATER);
      }).toThrow(ConflictError);
    }
    expect(account).toMatchObject({ role: 'user', status: 'erased' });
  });
});

describe('the delay after wrong passwords', () => {
  test('is nothing for two, then grows from one second to five minutes and never further', () => {
    const account = register();
    const delays = Array.from({ length: 14 }, () => {
      account.recordFailedLogin(NOW);
      return account.loginDelay(NOW);
    });
    expect(delays).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });

  test('passes: after it the owner may try, whatever an attacker did', () => {
    const account = register();
    for (let failure = 0; failure < 1000; failure += 1) account.recordFailedLogin(NOW);
    expect([account.loginDelay(seconds(299)), account.loginDelay(seconds(300))]).toEqual([1, 0]);
  });

  test('starts over after a day of peace', () => {
    const account = register();
    for (let failure = 0; failure < 9; failure += 1) account.recordFailedLogin(NOW);
    account.recordFailedLogin(seconds(24 * 3600 + 1));
    expect(account.failedLogins).toBe(1);
  });

  test.each([
    [
      'a login',
      (account: Account) => {
        account.forgetFailedLogins();
      },
    ],
    [
      'a new password',
      (account: Account) => {
        account.changePassword('other', NOW);
      },
    ],
    [
      'reactivation',
      (account: Account) => {
        account.reactivate(NOW);
      },
    ],
  ])('ends with %s', (_, act) => {
    const account = register();
    for (let failure = 0; failure < 9; failure += 1) account.recordFailedLogin(NOW);
    act(account);
    expect([account.loginDelay(NOW), account.failedLogins]).toEqual([0, 0]);
  });

  test('a login may bring the password at a higher cost', () => {
    const account = register();
    account.upgradePasswordHash('costlier');
    expect(account.passwordHash).toBe('costlier');
  });
});
