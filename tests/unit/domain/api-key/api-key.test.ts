import { describe, expect, test } from '@jest/globals';
import { ApiKey } from '../../../../src/domain/api-key/api-key.ts';
import { ConflictError, RuleError } from '../../../../src/domain/errors.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const NEXT = { id: 'k2', prefix: 'p2', digest: 'd2' };

function create(expiresAt: Date | null = null): ApiKey {
  const scopes = ['write', 'read', 'write'];
  return new ApiKey({ id: 'k1', accountId: 'a1', name: 'CI', prefix: 'p1', digest: 'd1', scopes, expiresAt, now: NOW });
}

describe('an API key', () => {
  test('names each scope once, in order', () => {
    expect(create()).toEqual({
      id: 'k1',
      accountId: 'a1',
      name: 'CI',
      prefix: 'p1',
      digest: 'd1',
      scopes: ['read', 'write'],
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      successorId: null,
      createdAt: NOW,
      version: 1,
    });
  });

  test('is never born expired', () => {
    expect(() => create(NOW)).toThrow(RuleError);
  });

  test('lives until it expires or is revoked', () => {
    const key = create(hours(2));
    expect([key.isLive(hours(1)), key.isLive(hours(2))]).toEqual([true, false]);
    key.revoke(NOW);
    key.revoke(hours(1));
    expect([key.isLive(NOW), key.revokedAt]).toEqual([false, NOW]);
  });

  test('rotation makes a successor and leaves the old key alive for the overlap', () => {
    const key = create();
    const successor = key.rotate(NEXT, 24, NOW);
    expect(successor).toEqual(Object.assign(create(), NEXT));
    expect([key.successorId, key.isLive(hours(23)), key.isLive(hours(24))]).toEqual(['k2', true, false]);
  });

  test('an overlap never outlasts the expiry the key had', () => {
    const key = create(hours(2));
    key.rotate(NEXT, 24, NOW);
    expect(key.expiresAt).toEqual(hours(2));
  });

  test('an overlap of zero ends the old key at once', () => {
    const key = create(hours(2));
    key.rotate(NEXT, 0, NOW);
    expect(key.isLive(NOW)).toBe(false);
  });

  test('a rotated key cannot be rotated again, nor one that is over', () => {
    const rotated = create();
    rotated.rotate(NEXT, 1, NOW);
    expect(() => rotated.rotate({ ...NEXT, id: 'k3' }, 1, NOW)).toThrow(ConflictError);
    const over = create(hours(1));
    expect(() => over.rotate(NEXT, 1, hours(1))).toThrow(ConflictError);
  });

  test.each([-1, 169])('an overlap of %d hours is refused', (overlap) => {
    expect(() => create().rotate(NEXT, overlap, NOW)).toThrow(RuleError);
  });
});
