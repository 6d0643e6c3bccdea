import type { ExternalIdentity } from '../domain/account/external-identity.ts';
import { accountOf } from '../domain/account/principal.ts';
import type { ConcerningEvent } from '../domain/audit/audit-views.ts';
import type { Session } from '../domain/session/session.ts';
import type { Operation } from '../infra/http/operation.ts';
import { presentApiKey } from './api-keys.ts';
import { presentAuditEvent } from './audit-events.ts';
import { answer } from './envelope.ts';
import { presentInvitation, presentMembership } from './invitations.ts';
import { pageLinks } from './page-links.ts';
import { presentUser } from './users.ts';

/** Entries of each list in one answer; the others are on the pages that follow. */
const LIMIT = 500;

export const exportCurrentUser: Operation<'exportCurrentUser'> = async (
  { query, principal, basePath },
  { accountViews, sessionViews, apiKeyViews, memberViews, invitationViews, auditViews, emailIndex },
) => {
  const id = accountOf(principal);
  const view = await accountViews.byId(id);
  const request = { page: query.page ?? 1, limit: LIMIT };
  // Who has not shown that the address is theirs does not learn who invites it.
  const address = view.isEmailVerified ? emailIndex(view.email) : 'not verified';
  const identities = await accountViews.identitiesOf(id);
  const sessions = await sessionViews.allOf(id, request);
  const keys = await apiKeyViews.allOf(id, request);
  const memberships = await memberViews.ofAccount(id, request);
  const received = await invitationViews.ofAddress(address, request);
  const sent = await invitationViews.sentBy(id, request);
  const events = await auditViews.concerning({ id, emailIndex: address }, request);
  const everything = {
    user: presentUser(view, view.hasSecondFactor),
    identities: identities.map(presentIdentity),
    sessions: sessions.entries.map(presentSession),
    apiKeys: keys.entries.map(presentApiKey),
    memberships: memberships.entries.map(presentMembership),
    invitations: received.entries.map(presentInvitation),
    sentInvitations: sent.entries.map(presentInvitation),
    auditEvents: events.entries.map(presentConcerning),
  };
  const total = Math.max(...[sessions, keys, memberships, received, sent, events].map((list) => list.total));
  const meta = { ...request, total };
  const headers = {
    'Cache-Control': 'no-store' as const,
    Link: pageLinks(`${basePath}/users/me/export`, query, { ...meta, entries: [] }),
  };
  return { status: 200, headers, body: { ...answer(everything), meta } };
};

/** An event as the person may see it: the address that another person acted from is that person's own. */
function presentConcerning({ event, isOwn }: ConcerningEvent) {
  const shown = presentAuditEvent(event);
  return isOwn || event.actor.id === null ? shown : { ...shown, address: null };
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
