import { againWhenUndone } from '../../db/again.ts';
import { currentTransaction } from '../../db/current-transaction.ts';
import { prepared } from '../../db/database.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';
import type { Invocation } from '../../http/invocation.ts';
import type { PathKey } from '../resource.ts';
import { qualified, quote, type Table } from '../schema/table.ts';
import { storeOf, type Serving } from '../serving.ts';
import { toParameter } from '../store/parameter.ts';
import type { Item } from '../store/rows.ts';
import { isNumbered } from './generated.ts';
import type { Locator } from './locate.ts';

/** Stores a new item with the next number of each path key that the client left out. */
export type Numbered = <Result>(
  invocation: Invocation,
  item: Item,
  store: (item: Item) => Promise<Result>,
) => Promise<Result>;

/**
 * Numbers items under their parents: the next `iid` of a project. Of creates that come together each waits for the number
 * of the one before, also on other instances.
 */
export function numberingOf({ service, store }: Serving, locator: Locator): Numbered {
  const { table, database, rows } = store;
  const { resource } = table;
  const keys = (resource.pathKeys ?? []).filter((key) => isNumbered(resource, key));
  if (keys.length === 0) return (_invocation, item, write) => write(item);
  const lock = prepared('select pg_advisory_xact_lock(hashtextextended($1, 0))');
  const numbers = keys.map((key) => ({ key, statement: nextNumber(table, key), least: leastOf(key) }));
  const targets = service.model.itemReferences.filter(({ resource: name }) => name === resource.name);
  const tables = [...new Set([table, ...targets.map(({ target }) => storeOf(service, target).table)])];

  return async (invocation, item, write) => {
    const missing = numbers.filter(({ key }) => (getOwn(item, key.property) ?? null) === null);
    if (missing.length === 0) return write(item);
    const work = async () => {
      const numbered = { ...item };
      const outer = locator.scopeValues(invocation);
      for (const { key, statement, least } of missing) {
        const scope = key.scope.map((column) => {
          const type = table.columns.find(({ name }) => name === column)?.type ?? 'text';
          return toParameter(outer.get(column), type, rows.codecOf(column)) ?? null;
        });
        await database.query(lock, [JSON.stringify([table.schema, table.name, key.column, ...scope])]);
        const [row] = await database.query(statement, scope);
        setOwn(numbered, key.property, Math.max(least, Number(row?.['next'])));
      }
      return write(numbered);
    };
    return currentTransaction() === undefined ? againWhenUndone(() => service.inTransaction(work, tables)) : work();
  };

  function leastOf({ property }: PathKey): number {
    const { schema = true } = resource.properties.find(({ name }) => name === property) ?? {};
    return Number(resolve(service.contract, schema)['minimum'] ?? 1);
  }
}

/** Numbers at the end of what a column holds are no reason to have none left. */
function nextNumber(table: Table, { column, scope }: PathKey) {
  const type = table.columns.find(({ name }) => name === column)?.type;
  const largest = type === 'integer' ? 2_147_483_647 : Number.MAX_SAFE_INTEGER;
  const where = [`${quote(column)} < ${largest}`, ...scope.map((name, index) => `${quote(name)} = $${index + 1}`)];
  return prepared(
    `select coalesce(max(${quote(column)}), 0) + 1 as next from ${qualified(table)} where ${where.join(' and ')}`,
  );
}
