import { describe, expect, test } from '@jest/globals';
import { ensureRoomForKey, isLongLived } from '../../../../src/domain/api-key/api-key.ts';
import { ConflictError } from '../../../../src/domain/errors.ts';

const NOW = new Date('2026-11-30T10:00:00Z');
const days = (count: number) => new Date(NOW.getTime() + count * 24 * 3_600_000);

describe('API keys', () => {
  test('of an account are 50 at most', () => {
    expect(() => {
      ensureRoomForKey(49, 1);
    }).not.toThrow();
    expect(() => {
      ensureRoomForKey(50, 1);
    }).toThrow(ConflictError);
    expect(() => {
      ensureRoomForKey(50, 10);
    }).not.toThrow();
  });

  test('live long without an expiry, and with one after more than a year', () => {
    expect([isLongLived(null, NOW), isLongLived(days(366), NOW), isLongLived(days(367), NOW)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
