import type { Database } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { ResourceModel } from '../resource.ts';
import { readCatalog } from './catalog.ts';
import { changesFor } from './changes.ts';
import { foreignKeysOf } from './keys.ts';
import type { Table } from './table.ts';

/** Any number, the same in every instance: `plumb` in ASCII. */
const LOCK = 0x706c756d;

/** Instances that change tables at once take turns until their transaction ends; `if not exists` alone races. */
export const TAKE_TURNS = `select pg_advisory_xact_lock(${LOCK})`;

/** Tables are made when somebody first asks for what is in them: a wide contract starts as fast as a narrow one. */
export interface TableMaking {
  /** Waits until the table stands, which is made where it does not; nothing to wait for where it does. */
  made: (table: Table) => Promise<void> | undefined;
  /** Waits until every table stands; for what cannot wait in between, such as a transaction. */
  allMade: () => Promise<void>;
}

/**
 * @param standing names of the tables that stand already
 * @returns makes the others, each with those that it refers to, in a transaction of their own; a failure is thrown to
 *   whoever waits, and the next one who asks tries again
 */
export function tableMaking(
  { model, database }: { model: ResourceModel; database: Database },
  tables: readonly Table[],
  standing: ReadonlySet<string>,
): TableMaking {
  const stands = new Set(standing);
  const making = new Map<Table, Promise<void>>();
  let makingAll: Promise<void> | undefined;
  const make = async (wanted: ReadonlySet<Table>, schema: string): Promise<void> => {
    await inTransaction(database, async (query) => {
      await query({ sql: TAKE_TURNS }, []);
      // Read with the lock held: another instance may have made them meanwhile.
      const catalog = await readCatalog({ query }, schema);
      for (const sql of changesFor(model, tables, catalog, wanted).statements) await query({ sql }, []);
    });
    for (const { name } of wanted) stands.add(name);
  };
  return {
    made(table) {
      if (stands.has(table.name)) return undefined;
      const known = making.get(table);
      if (known !== undefined) return known;
      const begun = make(withTargets(model, tables, [table]), table.schema).finally(() => making.delete(table));
      making.set(table, begun);
      return begun;
    },
    async allMade() {
      const wanted = tables.filter(({ name }) => !stands.has(name));
      const [first] = wanted;
      if (first === undefined) return;
      makingAll ??= make(new Set(wanted), first.schema).finally(() => {
        makingAll = undefined;
      });
      await makingAll;
    },
  };
}

/** Some tables, and all that their foreign keys lead to. */
export function withTargets(
  model: ResourceModel,
  tables: readonly Table[],
  some: readonly Table[],
): ReadonlySet<Table> {
  const foreignKeys = foreignKeysOf(model, tables);
  const found = new Set(some);
  // A set is walked on to what is added on the way.
  for (const table of found) {
    for (const key of foreignKeys) if (key.table === table) found.add(key.target);
  }
  return found;
}
