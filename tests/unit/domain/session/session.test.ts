import { describe, expect, test } from '@jest/globals';
import { Session } from '../../../../src/domain/session/session.ts';
import { RefreshToken } from '../../../../src/domain/session/refresh-token.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const DAY = 24 * 3600 * 1000;
const days = (count: number) => new Date(NOW.getTime() + count * DAY);

function open() {
  return Session.open({ id: 's1', accountId: 'a1', digest: 'd1', address: '192.0.2.1', userAgent: null, now: NOW });
}

describe('a session', () => {
  test('opens with one good refresh token', () => {
    const { session, token } = open();
    expect({ session, token }).toEqual({
      session: {
        id: 's1',
        accountId: 'a1',
        address: '192.0.2.1',
        userAgent: null,
        createdAt: NOW,
        authenticatedAt: NOW,
        lastUsedAt: NOW,
        expiresAt: days(14),
        revokedAt: null,
        revokedFor: null,
        version: 1,
      },
      token: { digest: 'd1', sessionId: 's1', issuedAt: NOW, usedAt: null, version: 1 },
    });
  });

  test('every refresh makes the next token and spends the one presented', () => {
    const { session, token } = open();
    const outcome = session.refresh(token, 'd2', days(1));
    expect(outcome).toEqual({
      kind: 'rotated',
      token: { digest: 'd2', sessionId: 's1', issuedAt: days(1), usedAt: null, version: 1 },
    });
    expect({ usedAt: token.usedAt, lastUsedAt: session.lastUsedAt, expiresAt: session.expiresAt }).toEqual({
      usedAt: days(1),
      lastUsedAt: days(1),
      expiresAt: days(15),
    });
  });

  test('a spent token revokes the family, the good token included', () => {
    const { session, token } = open();
    const rotated = session.refresh(token, 'd2', days(1));
    expect(session.refresh(token, 'd3', days(2))).toEqual({ kind: 'replayed' });
    expect({ revokedAt: session.revokedAt, revokedFor: session.revokedFor }).toEqual({
      revokedAt: days(2),
      revokedFor: 'replay',
    });
    if (rotated.kind !== 'rotated') throw new Error('The first refresh was to succeed.');
    expect(session.refresh(rotated.token, 'd4', days(2))).toEqual({ kind: 'refused' });
  });

  test('a token of another session is refused', () => {
    const { session } = open();
    const foreign = new RefreshToken({ digest: 'x', sessionId: 's2', now: NOW });
    expect([session.refresh(foreign, 'd2', NOW), session.revokedAt]).toEqual([{ kind: 'refused' }, null]);
  });

  test('ends after fourteen days without use', () => {
    const { session, token } = open();
    expect([session.isLive(days(13.9)), session.isLive(days(14))]).toEqual([true, false]);
    expect(session.refresh(token, 'd2', days(14))).toEqual({ kind: 'refused' });
  });

  test('ends after ninety days, however busy', () => {
    const { session, token } = open();
    let current = token;
    for (let day = 10; day <= 80; day += 10) {
      const outcome = session.refresh(current, `d${day}`, days(day));
      if (outcome.kind !== 'rotated') throw new Error(`Refused on day ${day}.`);
      current = outcome.token;
    }
    expect(session.expiresAt).toEqual(days(90));
  });

  test('keeps the first reason of its revocation', () => {
    const { session } = open();
    session.revoke('logout', days(1));
    session.revoke('replay', days(2));
    expect([session.revokedAt, session.revokedFor, session.isLive(days(1))]).toEqual([days(1), 'logout', false]);
  });
});
