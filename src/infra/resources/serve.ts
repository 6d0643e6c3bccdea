import type { Contract } from '../contract/contract.ts';
import type { Database, DatabaseLogger } from '../db/database.ts';
import type { Answerer } from '../http/invocation.ts';
import { withCanonicalParents } from './item/canonical.ts';
import type { ResourceModel, Role } from './resource.ts';
import { actAnswerer } from './roles/act.ts';
import { clearAnswerer } from './roles/clear.ts';
import { createAnswerer } from './roles/create.ts';
import { listAnswerer } from './roles/list.ts';
import { readAnswerer } from './roles/read.ts';
import { removeAnswerer } from './roles/remove.ts';
import { replaceAnswerer } from './roles/replace.ts';
import { severalAnswerer } from './roles/several.ts';
import { updateAnswerer } from './roles/update.ts';
import { withOtherTypes } from './answer/other-types.ts';
import { withUnreadBodies } from './answer/unread-bodies.ts';
import { applyTables } from './schema/apply.ts';
import { buildIndexes } from './schema/indexing.ts';
import { foreignKeysOf, indexesOf } from './schema/keys.ts';
import { servingOf, type Service, type Serving } from './serving.ts';
import { openStore } from './store/store.ts';

const ROLES: Record<Role, (serving: Serving) => Answerer> = {
  list: listAnswerer,
  create: createAnswerer,
  read: readAnswerer,
  replace: replaceAnswerer,
  update: updateAnswerer,
  remove: removeAnswerer,
  clear: clearAnswerer,
  act: actAnswerer,
};

export interface ResourceOptions {
  contract: Contract;
  model: ResourceModel;
  database: Database;
  logger?: DatabaseLogger;
  /** The clock; tests freeze it. */
  now?: () => Date;
}

export interface ServedResources {
  /** By operation id. */
  answerers: Map<string, Answerer>;
  /** Builds what only makes answers quicker; to be called once requests can be answered (schema/indexing.ts). */
  buildIndexes: (signal: AbortSignal) => Promise<void>;
}

/**
 * Brings the tables in line with the contract and answers every operation that a resource serves.
 *
 * @throws EvolutionError when the data that stands does not fit the contract (schema/apply.ts)
 */
export async function serveResources(options: ResourceOptions): Promise<ServedResources> {
  const { contract, model, database, logger, now = () => new Date() } = options;
  if (model.resources.length === 0) return { answerers: new Map(), buildIndexes: () => Promise.resolve() };
  const { tables, deferred } = await applyTables({ contract, model, database }, logger);
  const foreignKeys = foreignKeysOf(model, tables);
  const stores = tables.map((table) => {
    const indexes = indexesOf(model, table, foreignKeys);
    return [table.resource.name, openStore(database, table, indexes, foreignKeys)] as const;
  });
  const service: Service = { contract, model, database, stores: new Map(stores), now };
  const answerers = new Map(
    [...model.operations].map(([id, operation]) => [
      id,
      whenAsked(() => {
        const serving = servingOf(service, operation);
        const answerOne = ROLES[operation.role];
        const isSeveral = operation.key?.isList === true;
        const answer = isSeveral ? severalAnswerer(serving, answerOne) : answerOne(serving);
        return withCanonicalParents(serving, withUnreadBodies(serving, withOtherTypes(serving, answer)));
      }),
    ]),
  );
  return { answerers, buildIndexes: (signal) => buildIndexes(database, deferred, signal) };
}

/** Prepares an answerer on its first request: a contract of a thousand operations starts as fast as one of ten. */
function whenAsked(make: () => Answerer): Answerer {
  let answerer: Answerer | undefined;
  return (invocation) => (answerer ??= make())(invocation);
}
