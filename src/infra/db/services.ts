import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core';
import { ConflictError, ForbiddenError, StaleError, UnauthenticatedError } from '../../domain/errors.ts';
import type { Letter, Services } from '../../domain/services.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { Invocation } from '../http/invocation.ts';
import type { InServices } from '../http/operation.ts';
import { againWhenUndone } from './again.ts';
import { requestAudit } from './audit-trail.ts';
import { backlogItemMapping } from './backlog-item.mapping.ts';
import type { Database, Entities, EntityManager } from './database.ts';
import { createServices, type Facilities } from './desk-services.ts';
import { identityMappings } from './identity-mappings.ts';
import { keepLetters } from './mail-outbox.ts';
import { projectMapping } from './project.mapping.ts';
import { ensureStillAuthorised } from './still-authorised.ts';
import { inTransactionOfWork, inUnitOfWork } from './unit-of-work.ts';
import { getOwn } from '@plumbline/contract/json';

export type { Facilities };

/** What the delivery desk keeps that says nothing of a person: it is read without keys. */
export const DESK_ENTITIES: Entities = [projectMapping, backlogItemMapping];

/**
 * Everything that the delivery desk keeps; `openDatabase` wants to know. `personalData` may be opened later than the
 * database, which can be what keeps its keys.
 */
export function deskEntities(personalData: PersonalData): Entities {
  return [...DESK_ENTITIES, ...identityMappings(personalData)];
}

/**
 * Services over a database, each time bound to a unit of work of their own. Reads run as they come; a write is one
 * transaction from its first read on, so that what its rules were checked against still holds when it commits. Its
 * audit events and letters are in that transaction; letters go out after it. Two writes that wait for each other both
 * happen: the database undoes one, which is done again from its start.
 */
export function servicesOf(database: Database, facilities: Facilities): InServices {
  return async (access, request, work) => {
    try {
      return access === 'read'
        ? await read(database, facilities, request, work)
        : await write(database, facilities, request, work);
    } catch (error) {
      throw asRefusal(error);
    }
  };
}

type Work<Result> = (services: Services) => Result | Promise<Result>;

async function read<Result>(
  database: Database,
  facilities: Facilities,
  request: Invocation,
  work: Work<Result>,
): Promise<Result> {
  const run = () =>
    inUnitOfWork(database, (em) => {
      const { trail } = requestAudit(em, request, facilities);
      const mail = () => {
        throw new Error(`${request.operation.id} only reads, and sends no mail.`);
      };
      return work(createServices(em, facilities, trail, mail));
    });
  // What is prepared before a write, such as the hash of a password, takes longer than its one read does.
  return request.operation.method === 'get' ? await database.share(subjectOf(request), 'read', run) : await run();
}

/** `/projects` of every path beneath: what a request mostly reads and writes. */
function subjectOf({ operation }: Invocation): string {
  return operation.path.split('/')[1] ?? '';
}

/**
 * The object that a write locks first, where its path names one: `/projects/{projectId}` is that of everything beneath.
 * Writers of one object would else wait for its row with a connection each.
 */
function objectOf({ operation, path }: Invocation): string | undefined {
  const name = /\{(\w+)\}/.exec(operation.path)?.[1];
  const id = name === undefined ? undefined : getOwn(path, name);
  return typeof id === 'string' ? `${name} ${id}` : undefined;
}

/** A result, or a refusal that what was noted on the way outlives. */
type Outcome<Result> = { result: Result } | { refusal: UnauthenticatedError };

async function write<Result>(
  database: Database,
  facilities: Facilities,
  request: Invocation,
  work: Work<Result>,
): Promise<Result> {
  let letters: Letter[] = [];
  const mail = (letter: Letter) => void letters.push(letter);
  const attempt = async (em: EntityManager): Promise<Outcome<Result>> => {
    const audit = requestAudit(em, request, facilities);
    letters = [];
    try {
      const result = await work(createServices(em, facilities, audit.trail, mail));
      await ensureStillAuthorised(em, request);
      await em.flush();
      await keepLetters(em, letters, facilities.personalData);
      await audit.append('success');
      return { result };
    } catch (error) {
      if (!(error instanceof UnauthenticatedError)) throw error;
      await em.flush();
      await audit.append('refused');
      return { refusal: error };
    }
  };
  try {
    const object = objectOf(request);
    const transaction = () => againWhenUndone(() => inTransactionOfWork(database, attempt));
    const run = () => database.share(subjectOf(request), 'write', transaction);
    const outcome = await (object === undefined ? run() : database.inTurn(object, run));
    facilities.auditChaining.notify();
    if ('refusal' in outcome) throw outcome.refusal;
    if (letters.length > 0) facilities.delivery.hurry();
    return outcome.result;
  } catch (error) {
    if (error instanceof ForbiddenError) await recordRefusal(database, facilities, request);
    throw error;
  }
}

/** What was forbidden has changed nothing; that it was tried is kept. */
async function recordRefusal(database: Database, facilities: Facilities, request: Invocation): Promise<void> {
  await inTransactionOfWork(database, (em) => requestAudit(em, request, facilities).append('refused'));
  facilities.auditChaining.notify();
}

/** What the unique constraints mean, in the words of the business. */
const TAKEN: Readonly<Record<string, { field: string; message: string }>> = {
  projects_key_unique: { field: 'body.key', message: 'is the key of another project' },
  accounts_email_unique: { field: 'body.email', message: 'is the address of another account' },
};

/** A refusal that only the database can know of: a taken key, or a change that came first. */
function asRefusal(error: unknown): unknown {
  if (error instanceof OptimisticLockError) {
    return new StaleError('It has been changed since it was read. Read it again.', [], { cause: error });
  }
  const constraint = error instanceof UniqueConstraintViolationException ? constraintOf(error) : undefined;
  const taken = constraint === undefined ? undefined : getOwn(TAKEN, constraint);
  if (taken === undefined) return error;
  return new ConflictError(`${taken.field} ${taken.message}.`, [taken], { cause: error });
}

function constraintOf(error: object): string | undefined {
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}
