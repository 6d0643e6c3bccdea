import { describe, expect, test } from '@jest/globals';
import {
  digest,
  isSameSecret,
  newApiKeySecret,
  newOpaqueToken,
  newRecoveryCodes,
  recoveryDigest,
} from '../../../../src/infra/auth/opaque-token.ts';

describe('opaque tokens', () => {
  test('carry 256 bits after the letters of their kind, and are kept as a digest', () => {
    const { token, digest: kept } = newOpaqueToken('plr');
    expect(token).toMatch(/^plr_[\w-]{43}$/);
    expect(kept).toBe(digest(token));
    expect(newOpaqueToken('plr').token).not.toBe(token);
  });

  test('an API key begins with the prefix that is shown of it', () => {
    const { token, prefix, digest: kept } = newApiKeySecret();
    expect(token).toMatch(new RegExp(`^${prefix}_[\\w-]{43}$`));
    expect(prefix).toMatch(/^plk_[0-9a-f]{10}$/);
    expect(kept).toBe(digest(token));
  });

  test('secrets compare as texts do', () => {
    expect([isSameSecret('a', 'a'), isSameSecret('a', 'b'), isSameSecret('a', 'ab')]).toEqual([true, false, false]);
  });
});

describe('recovery codes', () => {
  test('are ten, all different', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes.map(({ token }) => token)).size).toBe(10);
    for (const { token } of codes) expect(token).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
  });

  test('are known again however they are typed', () => {
    const [code] = newRecoveryCodes();
    const typed = code?.token.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l') ?? '';
    expect(recoveryDigest(` ${typed} `)).toBe(code?.digest);
  });
});
