import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core';
import { randomUUIDv7 } from 'node:crypto';
import { ConflictError, StaleError } from '../../domain/errors.ts';
import type { Services, System } from '../../domain/services.ts';
import type { TokenAudience } from '../auth/access-tokens.ts';
import type { Keys } from '../auth/keys.ts';
import type { Passwords } from '../auth/passwords.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import type { SendMail } from '../events/mail.ts';
import type { InServices } from '../http/operation.ts';
import type { Logger } from '../telemetry/logger.ts';
import { backlogItemMapping } from './backlog-item.mapping.ts';
import { backlogItemReadModel } from './backlog-item.read-model.ts';
import { backlogItemRepository } from './backlog-item.repository.ts';
import type { Database, Entities, EntityManager } from './database.ts';
import { identityMappings } from './identity-mappings.ts';
import { projectMapping } from './project.mapping.ts';
import { projectReadModel } from './project.read-model.ts';
import { projectRepository } from './project.repository.ts';
import { inUnitOfWork } from './unit-of-work.ts';

/** Everything that the delivery desk keeps; `openDatabase` wants to know. */
export const DESK_ENTITIES: Entities = [projectMapping, backlogItemMapping];

/** The same with who people are: `personalData` may be opened later than the database, which keeps its keys. */
export function deskEntities(personalData: PersonalData): Entities {
  return [...DESK_ENTITIES, ...identityMappings(personalData)];
}

/** What the program supplies to the desk for as long as it runs; `buildApp` makes it. */
export interface Facilities extends Omit<System, 'database'> {
  keys: Keys;
  /** Issuer and audience of access tokens; the authenticators pin the same. */
  tokens: TokenAudience;
  passwords: Passwords;
  personalData: PersonalData;
  mail: SendMail;
  clock: () => Date;
  /** Told what happens after a request was answered: a mail that could not be sent. */
  logger: Pick<Logger, 'error'>;
}

/**
 * Services over a database, each time bound to a unit of work of their own. Reads run as they come; a write is one
 * transaction from its first read on, so that what its rules were checked against still holds when it commits.
 */
export function servicesOf(database: Database, facts: Omit<System, 'database'>): InServices {
  const system = { ...facts, database: database.kind };
  return async (access, work) => {
    const inTransaction = (em: EntityManager) => em.transactional((inner) => work(createServices(inner, system)));
    try {
      return await inUnitOfWork(
        database,
        access === 'write' ? inTransaction : (em) => work(createServices(em, system)),
      );
    } catch (error) {
      throw asRefusal(error);
    }
  };
}

/** The services of one unit of work. */
function createServices(em: EntityManager, system: System): Services {
  return {
    projects: projectRepository(em),
    projectViews: projectReadModel(em),
    backlogItems: backlogItemRepository(em),
    backlogItemViews: backlogItemReadModel(em),
    system,
    clock: { now: () => new Date() },
    ids: { next: () => randomUUIDv7() },
  };
}

/** What the unique constraints mean, in the words of the business. */
const TAKEN: Readonly<Record<string, { field: string; message: string }>> = {
  projects_key_unique: { field: 'body.key', message: 'is the key of another project' },
};

/** A refusal that only the database can know of: a taken key, or a change that came first. */
function asRefusal(error: unknown): unknown {
  if (error instanceof OptimisticLockError) {
    return new StaleError('It has been changed since it was read. Read it again.', [], { cause: error });
  }
  const constraint = error instanceof UniqueConstraintViolationException ? constraintOf(error) : undefined;
  const taken = constraint === undefined ? undefined : TAKEN[constraint];
  if (taken === undefined) return error;
  return new ConflictError(`${taken.field} ${taken.message}.`, [taken], { cause: error });
}

function constraintOf(error: object): string | undefined {
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}
