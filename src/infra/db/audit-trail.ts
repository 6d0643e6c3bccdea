import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { Actor, AuditEntry } from '../../domain/audit/audit-event.ts';
import type { AuditTarget, AuditTrail } from '../../domain/audit/audit-trail.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { Invocation } from '../http/invocation.ts';
import { auditLog } from './audit-event.repository.ts';
import type { EntityManager } from './database.ts';
import { keptRequestId } from './kept-request-id.ts';
import { getOwn } from '@plumbline/contract/json';

/** The audit events of a request, gathered while it is handled and recorded when its outcome is known. */
export interface RequestAudit {
  trail: AuditTrail;
  /** Records the events in the unit of work of the request. */
  append(outcome: AuditEntry['outcome']): Promise<void>;
}

/** The last parameter of a path template: what the operation is about. */
const LAST_PARAMETER = /.*\{(\w+)\}/;

/** Gathers the audit events of a request, which are of one unit of work. */
export function requestAudit(
  em: EntityManager,
  request: Invocation,
  { clock, personalData }: { clock: () => Date; personalData: PersonalData },
): RequestAudit {
  const log = auditLog(em, personalData);
  const notes: { action: string; target: AuditTarget }[] = [];
  let actor = actorOf(request);
  let target: AuditTarget | undefined;
  let address = request.address ?? null;
  const correlationId = keptRequestId(request.requestId);

  const trail: AuditTrail = {
    concerns: (kind, id) => {
      target = { kind, id };
    },
    causedBy: (id) => {
      actor = { kind: 'account', id };
    },
    note: (action, about) => {
      notes.push({ action, target: about });
    },
    forget: async (accountId) => {
      address = null;
      await log.forgetAddressesOf(accountId);
    },
  };

  const append: RequestAudit['append'] = async (outcome) => {
    const own = { action: request.operation.id, target: target ?? pathTarget(request, actor), outcome };
    // What the runtime noticed is a fact, whatever became of the request.
    for (const event of [...notes.map((note) => ({ ...note, outcome: 'refused' as const })), own]) {
      const salt = address === null ? null : randomBytes(16).toString('base64url');
      const at = clock();
      await log.append({ id: randomUUIDv7(), at, actor, correlationId, address, salt, ...event });
    }
  };
  return { trail, append };
}

function actorOf({ principal }: Invocation): Actor {
  if (principal?.key !== undefined) return { kind: 'api-key', id: principal.key };
  return principal?.account === undefined
    ? { kind: 'anonymous', id: null }
    : { kind: 'account', id: principal.account };
}

/** `/projects/{projectId}/archive` is about that project; a path without parameters is about the one who asks. */
function pathTarget({ operation, path, principal }: Invocation, actor: Actor): AuditTarget {
  const name = LAST_PARAMETER.exec(operation.path)?.[1];
  const id = name === undefined ? undefined : getOwn(path, name);
  if (name === undefined || typeof id !== 'string') {
    return { kind: 'account', id: principal?.account ?? (actor.kind === 'account' ? actor.id : null) };
  }
  const noun = name.replace(/Id$/, '');
  return { kind: noun.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), id };
}
