import type { Account } from '../domain/account/account.ts';
import { Session } from '../domain/session/session.ts';
import type { Services } from '../domain/services.ts';

const MAX_USER_AGENT = 500;

/** Where a session is opened from. */
interface Origin {
  address?: string;
  userAgent?: string;
}

type Means = Pick<Services, 'sessions' | 'secrets' | 'accessTokens' | 'audit' | 'clock' | 'ids'>;

/** Opens a session for somebody who has proved to be the owner of the account, and shows its tokens. */
export async function openSession(account: Account, { address, userAgent }: Origin, services: Means) {
  const { sessions, secrets, audit, clock, ids } = services;
  const first = secrets.refreshToken();
  const { session, token } = Session.open({
    id: ids.next(),
    accountId: account.id,
    digest: first.digest,
    address: address ?? null,
    userAgent: userAgent?.slice(0, MAX_USER_AGENT) ?? null,
    now: clock.now(),
  });
  sessions.add(session, token);
  audit.causedBy(account.id);
  return showTokens(session, first.token, services);
}

/** The tokens of a session, in the one form of login and refresh. */
export async function showTokens(
  session: Session,
  refreshToken: string,
  { accessTokens }: Pick<Services, 'accessTokens'>,
) {
  return { ...(await accessTokens.issue(session)), refreshToken, tokenType: 'Bearer' as const };
}
