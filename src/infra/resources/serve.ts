import type { Contract } from '@plumbline/contract/contract';
import type { Database, DatabaseLogger, Statement } from '../db/database.ts';
import { inTransaction as transaction } from '../db/transaction.ts';
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
import { foreignKeysOf, indexesOf } from './schema/keys.ts';
import type { TableMaking } from './schema/making.ts';
import type { Table } from './schema/table.ts';
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
  /** Nothing is invented; by default what nothing gives is shown from samples, and answers name it. */
  isProduction?: boolean;
}

/**
 * Brings the tables in line with the contract and answers every operation that a resource serves.
 *
 * @returns answerers by operation id
 * @throws EvolutionError when the data that stands does not fit the contract (schema/apply.ts)
 */
export async function serveResources(options: ResourceOptions): Promise<Map<string, Answerer>> {
  const { contract, model, database, logger, now = () => new Date(), isProduction = false } = options;
  if (model.resources.length === 0) return new Map();
  const { tables, making } = await applyTables({ contract, model, database }, logger);
  const foreignKeys = foreignKeysOf(model, tables);
  const stores = tables.map((table) => {
    const indexes = indexesOf(model, table, foreignKeys);
    return [table.resource.name, openStore(whenMade(database, table, making), table, indexes, foreignKeys)] as const;
  });
  const inTransaction: Service['inTransaction'] = async (work, needed) => {
    if (needed === undefined) await making.allMade();
    else for (const table of needed) await making.made(table);
    const run = () => transaction(database, () => work());
    const [table] = needed ?? [];
    return table === undefined ? run() : database.share(table.name, 'write', run);
  };
  const service: Service = { contract, model, inTransaction, stores: new Map(stores), now, isProduction };
  return new Map(
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
}

/** The database for the statements of one table, which is made for the first of them. */
function whenMade(database: Database, table: Table, { made }: TableMaking): Pick<Database, 'query'> {
  return {
    query(statement, parameters) {
      const access = isRead(statement) ? 'read' : 'write';
      const run = () => database.share(table.name, access, () => database.query(statement, parameters));
      const making = made(table);
      return making === undefined ? run() : making.then(run);
    },
  };
}

const isRead = ({ sql }: Statement): boolean => /^\s*select\b/i.test(sql);

/** Prepares an answerer on its first request: a contract of a thousand operations starts as fast as one of ten. */
function whenAsked(make: () => Answerer): Answerer {
  let answerer: Answerer | undefined;
  return (invocation) => (answerer ??= make())(invocation);
}
