import type { ExternalIdentity } from '../domain/account/external-identity.ts';
import { accountOf } from '../domain/account/principal.ts';
import type { AuditEvent } from '../domain/audit/audit-event.ts';
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
  const sessions = await sessionViews.allOf(id);
  const identities = (await accountViews.identitiesOf(id)).map(presentIdentity);
  const keys = await apiKeyViews.allOf(id);
  const memberships = (await memberViews.ofAccount(id)).map(presentMembership);
  const received = await invitationViews.ofAddress(emailIndex(view.email));
  const sentInvitations = (await invitationViews.sentBy(id)).map(presentInvitation);
  const parts = [...keys, ...sessions, ...received].map((part) => part.id);
  const events = await auditViews.concerning(id, parts);
  const everything = {
    user,
    identities,
    sessions: sessions.map(presentSession),
    apiKeys: keys.map(presentApiKey),
    memberships,
    invitations: received.map(presentInvitation),
    sentInvitations,
    auditEvents: events.map((event) => presentConcerning(event, new Set([id, ...parts]))),
  };
  return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: answer(everything) };
};

/** An event as the person may see it: where another person did it from is that person's own. */
function presentConcerning(event: AuditEvent, theirs: ReadonlySet<string>) {
  const shown = presentAuditEvent(event);
  const isAnothers = event.actor.id !== null && !theirs.has(event.actor.id);
  return isAnothers ? { ...shown, address: null } : shown;
}

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
