import { describe, expect, test } from '@jest/globals';
import { Account } from '../../../../src/domain/account/account.ts';
import { SecondFactor } from '../../../../src/domain/account/second-factor.ts';
import { SecondFactorRequiredError, UnauthenticatedError } from '../../../../src/domain/errors.ts';
import { proveByPassword, proveBySecondFactor } from '../../../../src/domain/session/log-in.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const RIGHT = { hash: 'hash', isRight: true };
const WRONG = { hash: 'hash', isRight: false };

const attemptOn = (ada: Account) => ({ account: ada, counter: ada });

function account(): Account {
  const person = { id: 'a1', email: 'ada@example.org', emailIndex: 'i1', name: 'Ada', passwordHash: 'hash' };
  return new Account({ ...person, isFirst: true, now: NOW });
}

describe('a password', () => {
  test('proves the account it belongs to', () => {
    const ada = account();
    expect(proveByPassword(attemptOn(ada), RIGHT, NOW).account).toBe(ada);
  });

  test.each([
    ['no account', undefined, RIGHT],
    ['a wrong password', account(), WRONG],
    ['a hash that was replaced meanwhile', account(), { hash: 'older', isRight: true }],
  ])('%s is refused', (_, ada, password) => {
    expect(() => proveByPassword(ada && attemptOn(ada), password, NOW)).toThrow(UnauthenticatedError);
  });

  test('is not taken from a suspended account', () => {
    const ada = account();
    ada.suspend({ administrators: 1 }, NOW);
    expect(() => proveByPassword(attemptOn(ada), RIGHT, NOW)).toThrow(UnauthenticatedError);
  });

  test('is not looked at while the account waits after three wrong ones, and those attempts count for nothing', () => {
    const ada = account();
    const attempts = [1, 2, 3].map(() => () => proveByPassword(attemptOn(ada), WRONG, NOW));
    for (const attempt of attempts) expect(attempt).toThrow(UnauthenticatedError);
    expect(() => proveByPassword(attemptOn(ada), RIGHT, NOW)).toThrow(UnauthenticatedError);
    expect(() => proveByPassword(attemptOn(ada), WRONG, NOW)).toThrow(UnauthenticatedError);
    expect(ada.failedLogins).toBe(3);
    expect(proveByPassword(attemptOn(ada), RIGHT, after(1)).account).toBe(ada);
  });
});

describe('a second proof', () => {
  const means = {
    authenticator: { matchingStep: (_: string, code: string) => (code === '111111' ? 7 : undefined) },
    secrets: { recoveryDigest: (typed: string) => `digest of ${typed}` },
  };

  function confirmed(): SecondFactor {
    const factor = new SecondFactor({ accountId: 'a1', secret: 's', now: NOW });
    factor.confirm(6, ['digest of r1'], NOW);
    return factor;
  }

  test('is not asked for without a factor in force', () => {
    const begun = new SecondFactor({ accountId: 'a1', secret: 's', now: NOW });
    for (const factor of [undefined, begun]) {
      expect(() => {
        proveBySecondFactor(attemptOn(account()), factor, {}, means, NOW);
      }).not.toThrow();
    }
  });

  test('is asked for when none was shown', () => {
    expect(() => {
      proveBySecondFactor(attemptOn(account()), confirmed(), {}, means, NOW);
    }).toThrow(SecondFactorRequiredError);
  });

  test.each([{ code: '111111' }, { recoveryCode: 'r1' }])('%j is taken once', (proof) => {
    const factor = confirmed();
    const show = () => {
      proveBySecondFactor(attemptOn(account()), factor, proof, means, NOW);
    };
    expect(show).not.toThrow();
    expect(show).toThrow(UnauthenticatedError);
  });

  test('is guessed at the pace of passwords', () => {
    const ada = account();
    const show = (code: string, now: Date) => () => {
      proveBySecondFactor(attemptOn(ada), confirmed(), { code }, means, now);
    };
    const attempts = [1, 2, 3].map(() => show('222222', NOW));
    for (const attempt of attempts) expect(attempt).toThrow(UnauthenticatedError);
    expect(show('111111', NOW)).toThrow(UnauthenticatedError);
    expect(ada.failedLogins).toBe(3);
    expect(show('111111', after(1))).not.toThrow();
  });
});
