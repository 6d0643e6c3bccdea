import { accountOf, type Principal } from '../domain/account/principal.ts';
import type { Services } from '../domain/services.ts';
import { ensureRecentLogin } from '../domain/session/recent-login.ts';

/**
 * Guards a step that takes a recent login: of the session, or as the issuer of the token says.
 *
 * @throws ReauthenticationRequiredError when the login is too long ago
 */
export async function ensureFreshLogin(
  principal: Principal | undefined,
  { sessions, clock }: Pick<Services, 'sessions' | 'clock'>,
): Promise<void> {
  const { session } = principal ?? {};
  const loggedIn = session === undefined ? principal : await sessions.byId(session, accountOf(principal));
  ensureRecentLogin(loggedIn?.authenticatedAt, clock.now());
}
