import { LockMode } from '@mikro-orm/core';
import { NotFoundError } from '../../domain/errors.ts';
import { RefreshToken } from '../../domain/session/refresh-token.ts';
import { Session } from '../../domain/session/session.ts';
import type { Sessions } from '../../domain/session/sessions.ts';
import type { EntityManager } from './database.ts';

const HELD = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

/** Sessions of one unit of work. */
export function sessionRepository(em: EntityManager): Sessions {
  const liveOf = (accountId: string, now: Date) =>
    em.find(
      Session,
      { accountId, revokedAt: null, expiresAt: { $gt: now } },
      { ...HELD, orderBy: { createdAt: 'desc', id: 'desc' } },
    );
  return {
    byId: async (id, accountId) => {
      const session = await em.findOne(Session, { id, accountId }, HELD);
      if (session === null) throw new NotFoundError(`There is no session ${id}.`);
      return session;
    },
    byRefreshToken: async (digest) => {
      const token = await em.findOne(RefreshToken, { digest }, HELD);
      if (token === null) return undefined;
      return { token, session: await em.findOneOrFail(Session, { id: token.sessionId }, HELD) };
    },
    liveOf,
    add: (session, token) => void em.persist([session, token]),
    addToken: (token) => void em.persist(token),
    revokeAllOf: async (accountId, reason, now, except) => {
      for (const session of await liveOf(accountId, now)) if (session.id !== except) session.revoke(reason, now);
    },
  };
}
