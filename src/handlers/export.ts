import type { ExternalIdentity } from '../domain/account/external-identity.ts';
import { accountOf } from '../domain/account/principal.ts';
import type { Session } from '../domain/session/session.ts';
import type { Operation } from '../infra/http/operation.ts';
import { presentApiKey } from './api-keys.ts';
import { presentAuditEvent } from './audit-events.ts';
import { answer } from './envelope.ts';
import { presentInvitation, presentMembership } from './invitations.ts';
import { presentUser } from './users.ts';

export const exportCurrentUser: Operation<'exportCurrentUser'> = async (
  { principal },
  { accountViews, sessionViews, apiKeyViews, memberViews, invitationViews, auditViews, emailIndex },
) => {
  const id = accountOf(principal);
  const view = await accountViews.byId(id);
  const user = presentUser(view, view.hasSecondFactor);
  const sessions = (await sessionViews.allOf(id)).map(presentSession);
  const identities = (await accountViews.identitiesOf(id)).map(presentIdentity);
  const keys = await apiKeyViews.allOf(id);
  const apiKeys = keys.map(presentApiKey);
  const memberships = (await memberViews.ofAccount(id)).map(presentMembership);
  const invitations = (await invitationViews.ofAddress(emailIndex(view.email))).map(presentInvitation);
  const auditEvents = (await auditViews.causedBy([id, ...keys.map((key) => key.id)])).map(presentAuditEvent);
  const everything = { user, identities, sessions, apiKeys, memberships, invitations, auditEvents };
  return { status: 200, body: answer(everything) };
};

function presentIdentity({ issuer, subject, createdAt }: ExternalIdentity) {
  return { issuer, subject, createdAt: createdAt.toISOString() };
}

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
