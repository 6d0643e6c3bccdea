import { createHash } from 'node:crypto';
import { getOwn } from '@plumbline/contract/json';
import { tryComplete } from '@plumbline/contract/sample/complete';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { schemaView } from '@plumbline/contract/views/view';
import type { Database, Row } from '../../db/database.ts';
import type { ColumnType } from '../resource.ts';
import { inventedOf } from '../item/emulated.ts';
import { CODECS } from '../store/codec.ts';
import type { Item } from '../store/rows.ts';
import type { Catalog, CatalogTable } from './catalog.ts';
import { qualified, quote, type Table } from './table.ts';

/** By table name, what tells one representation from another; kept in the registry to see what a version changed. */
export type Representations = Record<string, string>;

/** Rows that are read at a time while those that stand are compared with a new representation. */
const BATCH = 500;

export function representationsOf(contract: Contract, tables: readonly Table[]): Representations {
  const view = schemaView(contract, 'response');
  const texts = new Map<Schema, string>();
  const textOf = (schema: Schema): string => {
    const text = texts.get(schema) ?? JSON.stringify(schema);
    texts.set(schema, text);
    return text;
  };
  return Object.fromEntries(
    tables.map(({ name, resource }) => {
      const viewed = view.of(resource.representation);
      const hash = createHash('sha256').update(textOf(viewed));
      const reached = [...view.reach(viewed)].toSorted(([one], [other]) => (one < other ? -1 : 1));
      for (const [called, schema] of reached) hash.update(`${called}${textOf(schema)}`);
      return [name, hash.digest('hex').slice(0, 16)];
    }),
  );
}

/** How the rows that stand fit a changed representation: lines for the person who starts the program. */
export interface Fit {
  /**
   * Values that it would hide although the columns fit: a text beyond a new `maxLength` or `enum`, a number where an
   * object is wanted now. Answers are always valid, so they would show something made up instead.
   */
  hidden: string[];
  /** Required values that rows do not have. */
  lacking: string[];
}

/**
 * Compares the rows that stand with the representations that changed.
 *
 * @param before the representations that the rows were last served by; tables without one are not looked at
 * @param now the ones that they are to be served by
 */
export async function fitOf(
  { contract, database }: { contract: Contract; database: Database },
  tables: readonly Table[],
  catalog: Catalog,
  before: Representations,
  now: Representations,
): Promise<Fit> {
  const fit: Fit = { hidden: [], lacking: [] };
  for (const table of tables) {
    const there = catalog.get(table.name);
    const earlier = getOwn(before, table.name);
    if (there === undefined || earlier === undefined || earlier === getOwn(now, table.name)) continue;
    const [hidden, lacking] = [new Map<string, number>(), new Map<string, number>()];
    for await (const item of itemsOf(database, table, there)) {
      const built = tryComplete(contract, table.resource.representation, item, { seed: '' });
      for (const name of hiddenOf(table, item, built.value as Item | undefined)) count(hidden, name);
      for (const name of inventedOf(table.resource, item, built)) count(lacking, name);
    }
    for (const [name, rows] of hidden) {
      fit.hidden.push(`${rowsOf(rows, table)} hold "${name}" with values that the contract no longer allows`);
    }
    for (const [name, rows] of lacking) {
      if (hidden.has(name.split('.')[0] ?? '')) continue;
      fit.lacking.push(`${rowsOf(rows, table)} ${rows === 1 ? 'has' : 'have'} no "${name}", which is required`);
    }
  }
  return fit;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function rowsOf(count: number, { name }: Table): string {
  return `${count} ${count === 1 ? 'row' : 'rows'} of ${name}`;
}

/** The items as they stand, by the types that their columns have now. */
async function* itemsOf(database: Database, table: Table, there: CatalogTable): AsyncGenerator<Item> {
  const columns = table.columns.flatMap(({ name, property }) => {
    const type = there.columns.get(name);
    return property && type !== undefined && Object.hasOwn(CODECS, type)
      ? [{ name, property: property.name, codec: CODECS[type as ColumnType] }]
      : [];
  });
  const selection = ['_key', '_exact', ...columns.map(({ name }) => name)].map(quote).join(', ');
  const sql = `select ${selection} from ${qualified(table)} where _key > $1 order by _key limit ${BATCH}`;
  let rows: Row[] = [];
  do {
    rows = await database.query({ sql }, [rows.at(-1)?.['_key'] ?? 0]);
    for (const row of rows) {
      const stored = columns.filter(({ name }) => (getOwn(row, name) ?? null) !== null);
      const item = Object.fromEntries(
        stored.map(({ name, property, codec }) => [property, codec.decode(getOwn(row, name))]),
      );
      yield { ...item, ...((row['_exact'] ?? {}) as Item) };
    }
  } while (rows.length === BATCH);
}

function hiddenOf({ resource }: Table, item: Item, shown: Item | undefined): string[] {
  return resource.properties
    .filter(
      ({ name, writeOnly }) =>
        !writeOnly && getOwn(item, name) !== undefined && !isShown(getOwn(item, name), getOwn(shown, name)),
    )
    .map(({ name }) => name);
}

/** Whether a value is what was stored, but for members inside it that no contract ever named. */
function isShown(stored: unknown, shown: unknown): boolean {
  if (typeof stored !== 'object' || stored === null || typeof shown !== 'object' || shown === null) {
    return stored === shown;
  }
  if (Array.isArray(stored) !== Array.isArray(shown)) return false;
  if (Array.isArray(stored) && stored.length !== (shown as unknown[]).length) return false;
  return Object.entries(shown).every(([name, value]) => {
    const before = getOwn(stored, name);
    return before === undefined || isShown(before, value);
  });
}
