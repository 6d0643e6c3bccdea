import { accountOf } from '../domain/account/principal.ts';
import type { Session } from '../domain/session/session.ts';
import type { Operation } from '../infra/http/operation.ts';
import { presentApiKey } from './api-keys.ts';
import { presentAuditEvent } from './audit-events.ts';
import { answer } from './envelope.ts';
import { presentMembership } from './invitations.ts';
import { presentUser } from './users.ts';

export const exportCurrentUser: Operation<'exportCurrentUser'> = async (
  { principal },
  { accountViews, sessionViews, apiKeyViews, memberViews, auditViews },
) => {
  const id = accountOf(principal);
  const view = await accountViews.byId(id);
  const user = presentUser(view, view.hasSecondFactor);
  const sessions = (await sessionViews.allOf(id)).map(presentSession);
  const apiKeys = (await apiKeyViews.allOf(id)).map(presentApiKey);
  const memberships = (await memberViews.ofAccount(id)).map(presentMembership);
  const auditEvents = (await auditViews.causedBy(id)).map(presentAuditEvent);
  return { status: 200, body: answer({ user, sessions, apiKeys, memberships, auditEvents }) };
};

function presentSession({ id, address, userAgent, createdAt, lastUsedAt, expiresAt, revokedAt }: Session) {
  return {
    id,
    address,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
