import { describe, expect, test } from '@jest/globals';
import { TOTP, URI } from 'otpauth';
import { matchingStep, newTotpSecret, provisioningUri } from '../../../../src/infra/auth/totp.ts';

const NOW = new Date('2026-11-21T10:00:10Z');
const STEP = Math.floor(NOW.getTime() / 30_000);
const seconds = (count: number) => new Date(NOW.getTime() + count * 1000);

/** What the person's own app shows at a time. */
function codeAt(secret: string, time: Date): string {
  return TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: time.getTime() });
}

describe('one-time codes', () => {
  test('the vectors of RFC 6238 hold', () => {
    // Appendix B, SHA-1, the last six digits of the eight.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const vectors: [number, string][] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1234567890, '005924'],
      [2000000000, '279037'],
    ];
    expect(vectors.map(([time, code]) => matchingStep(secret, code, new Date(time * 1000)))).toEqual(
      vectors.map(([time]) => Math.floor(time / 30)),
    );
  });

  test('the code of now, of the step before and of the step after match, each as its own step', () => {
    const secret = newTotpSecret();
    const steps = [-60, -30, 0, 30, 60].map((offset) => matchingStep(secret, codeAt(secret, seconds(offset)), NOW));
    expect(steps).toEqual([undefined, STEP - 1, STEP, STEP + 1, undefined]);
  });

  test('spaces do not matter', () => {
    const secret = newTotpSecret();
    const code = codeAt(secret, NOW);
    expect(matchingStep(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, NOW)).toBe(STEP);
  });

  test.each(['', '12345', '1234567', 'abcdef', '12345\0', '\u0661\u0662\u0663\u0664\u0665\u0666'])(
    '%j is no code',
    (code) => {
      expect(matchingStep(newTotpSecret(), code, NOW)).toBeUndefined();
    },
  );

  test('an app that reads the URI shows the same codes', () => {
    const secret = newTotpSecret();
    const app = URI.parse(provisioningUri(secret, 'Plumbline', 'ada@example.org'));
    if (!(app instanceof TOTP)) throw new Error('The URI is not one of time-based codes.');
    expect({ issuer: app.issuer, label: app.label, code: app.generate({ timestamp: NOW.getTime() }) }).toEqual({
      issuer: 'Plumbline',
      label: 'ada@example.org',
      code: codeAt(secret, NOW),
    });
    expect(Buffer.from(app.secret.bytes)).toHaveLength(20);
  });
});
