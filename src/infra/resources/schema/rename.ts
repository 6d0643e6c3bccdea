import type { Contract } from '@plumbline/contract/contract';
import type { Database } from '../../db/database.ts';
import { UNLIMITED } from '../../db/limits.ts';
import { columnNames, OWN_COLUMNS, RESERVED_COLUMNS } from '../infer/columns/columns.ts';
import type { ResourceModel } from '../resource.ts';
import { readCatalog } from './catalog.ts';
import { representationsOf } from './fit.ts';
import { TAKE_TURNS } from './making.ts';
import { findData, readRegistry } from './registry.ts';
import { literal, qualified, quote, tablesOf } from './table.ts';

/** The property cannot be renamed; the message says why and what to do. */
export class RenameError extends Error {
  override readonly name = 'RenameError';
}

/** A property of a resource, and what the contract calls it now. */
export interface Renaming {
  resource: string;
  from: string;
  to: string;
}

/**
 * Renames a property in the rows of a contract that already declares the new name. All rows stay, with their values.
 *
 * @returns the number of rows that hold a value of it
 * @throws RenameError naming what is not there, or stands in the way
 */
export async function renameProperty(
  { contract, model, database }: { contract: Contract; model: ResourceModel; database: Database },
  { resource, from, to }: Renaming,
): Promise<number> {
  const registry = await readRegistry(database);
  const data = findData(contract, registry, () => representationsOf(contract, tablesOf(model, '')));
  if (data.ambiguous !== undefined || !registry.some(({ name }) => name === data.name)) {
    throw new RenameError(`${database.describe()} holds no data of "${contract.title}".`);
  }
  const table = tablesOf(model, data.name).find((each) => each.resource.name === resource);
  if (table === undefined) {
    const names = model.resources.map(({ name }) => name).join(', ');
    throw new RenameError(`The contract has no resource ${resource}. Its resources: ${names || 'none'}.`);
  }
  const target = table.resource.properties.find(({ name }) => name === to);
  if (target === undefined) {
    throw new RenameError(`${resource} has no property "${to}" in the contract. Change the contract first.`);
  }
  if (table.resource.properties.some(({ name }) => name === from)) {
    throw new RenameError(`${resource} still has a property "${from}" in the contract. Remove it first.`);
  }
  const there = (await readCatalog(database, data.name)).get(table.name)?.columns;
  const column = columnNames([from], new Set(RESERVED_COLUMNS)).get(from) ?? '';
  if (there?.has(column) !== true) {
    const stored = [...(there?.keys() ?? [])].filter((name) => !OWN_COLUMNS.includes(name)).join(', ');
    throw new RenameError(`The table ${table.name} has no column for "${from}". Its columns: ${stored || 'none'}.`);
  }
  const name = qualified(table);
  const statements = [UNLIMITED, TAKE_TURNS];
  if (there.has(target.column)) {
    const holds = `${quote(target.column)} is not null or jsonb_exists(_exact, ${literal(to)})`;
    if ((await count(database, `${name} where ${holds}`)) > 0) {
      throw new RenameError(`The table ${table.name} already holds values of "${to}". Nothing was changed.`);
    }
    statements.push(`alter table ${name} drop column ${quote(target.column)}`);
  }
  const [old, now] = [literal(from), literal(to)];
  statements.push(
    `alter table ${name} rename column ${quote(column)} to ${quote(target.column)}`,
    `update ${name} set _exact = (_exact - ${old}) || jsonb_build_object(${now}, _exact -> ${old}) where jsonb_exists(_exact, ${old})`,
  );
  if (there.has('_emulated')) {
    const field = `case when field = ${old} then ${now} when starts_with(field, ${old} || '.') then ${now} || substr(field, length(${old}) + 1) else field end`;
    statements.push(
      `update ${name} set _emulated = (select jsonb_agg(${field}) from jsonb_array_elements_text(_emulated) as field) where _emulated is not null`,
    );
  }
  await database.execute(statements.join(';\n'));
  return await count(database, `${name} where ${quote(target.column)} is not null or jsonb_exists(_exact, ${now})`);
}

async function count(database: Database, from: string): Promise<number> {
  const [row] = await database.query({ sql: `select count(*)::int as rows from ${from}` }, []);
  return Number(row?.['rows'] ?? 0);
}
