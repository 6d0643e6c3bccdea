import type { ShownAuditEvent } from '../domain/audit/audit-views.ts';
import type { Operation } from '../infra/http/operation.ts';
import { answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';

export const listAuditEvents: Operation<'listAuditEvents'> = async ({ query, basePath }, { auditViews }) => {
  const { from, until, ...filters } = query;
  const page = await auditViews.page({
    page: 1,
    limit: 20,
    ...filters,
    from: from === undefined ? undefined : new Date(from),
    until: until === undefined ? undefined : new Date(until),
  });
  const headers = { Link: pageLinks(`${basePath}/audit-events`, query, page) };
  return { status: 200, headers, body: answerPage(page, presentAuditEvent) };
};

/** An audit event as the contract has it. */
export function presentAuditEvent(event: ShownAuditEvent) {
  const { id, sequence, at, actor, action, target, outcome, correlationId, address, hash } = event;
  return { id, sequence, at: at.toISOString(), actor, action, target, outcome, correlationId, address, hash };
}
