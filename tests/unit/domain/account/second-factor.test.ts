import { describe, expect, test } from '@jest/globals';
import { ExternalIdentity } from '../../../../src/domain/account/external-identity.ts';
import { PasswordReset } from '../../../../src/domain/account/password-reset.ts';
import { SecondFactor } from '../../../../src/domain/account/second-factor.ts';
import { ConflictError } from '../../../../src/domain/errors.ts';

const NOW = new Date('2026-11-21T10:00:00Z');

function enrol(): SecondFactor {
  return new SecondFactor({ accountId: 'a1', secret: 'FIRST', now: NOW });
}

function confirmed(): SecondFactor {
  const factor = enrol();
  factor.confirm(100, ['r1', 'r2'], NOW);
  return factor;
}

describe('a second factor', () => {
  test('accepts nothing before it is confirmed', () => {
    const factor = enrol();
    expect([factor.acceptStep(100), factor.acceptRecoveryCode('r1')]).toEqual(['refused', 'refused']);
  });

  test('is confirmed by a right code only', () => {
    const factor = enrol();
    expect([factor.confirm(undefined, ['r1'], NOW), factor.isConfirmed]).toEqual(['refused', false]);
    expect([factor.confirm(100, ['r1'], NOW), factor.isConfirmed]).toEqual(['accepted', true]);
    expect(() => factor.confirm(101, [], NOW)).toThrow(ConflictError);
  });

  test('can be enrolled anew until it is confirmed', () => {
    const factor = enrol();
    factor.replaceSecret('SECOND');
    expect(factor.secret).toBe('SECOND');
    factor.confirm(100, [], NOW);
    expect(() => {
      factor.replaceSecret('THIRD');
    }).toThrow(ConflictError);
  });

  test('refuses a wrong code, the code that confirmed it, and every code seen before', () => {
    const factor = confirmed();
    const verdicts = [undefined, 100, 102, 102, 101, 103].map((step) => factor.acceptStep(step));
    expect(verdicts).toEqual(['refused', 'refused', 'accepted', 'refused', 'refused', 'accepted']);
  });

  test('takes its first code where none was remembered', () => {
    const factor = confirmed();
    factor.lastStep = null;
    expect(factor.acceptStep(1)).toBe('accepted');
  });

  test('takes a recovery code once', () => {
    const factor = confirmed();
    const verdicts = ['r1', 'r1', 'r9', 'r2'].map((digest) => factor.acceptRecoveryCode(digest));
    expect({ verdicts, left: factor.recoveryDigests }).toEqual({
      verdicts: ['accepted', 'refused', 'refused', 'accepted'],
      left: [],
    });
  });

  test('new recovery codes end the old ones', () => {
    const factor = confirmed();
    factor.replaceRecoveryCodes(['r3']);
    expect([factor.acceptRecoveryCode('r1'), factor.acceptRecoveryCode('r3')]).toEqual(['refused', 'accepted']);
  });
});

describe('a password reset', () => {
  const reset = () => new PasswordReset({ id: 'p1', accountId: 'a1', digest: 'd', now: NOW });

  test('works once', () => {
    const once = reset();
    expect([once.use(NOW), once.use(NOW)]).toEqual(['accepted', 'refused']);
  });

  test('is stale after half an hour', () => {
    expect(reset().use(new Date('2026-11-21T10:29:59Z'))).toBe('accepted');
    expect(reset().use(new Date('2026-11-21T10:30:00Z'))).toBe('refused');
  });
});

test('an external identity is tied by issuer and subject', () => {
  const known = { issuer: 'https://id.example', subject: 's', accountId: 'a1' };
  expect(new ExternalIdentity({ ...known, now: NOW })).toEqual({ ...known, createdAt: NOW });
});
