import { createHash } from 'node:crypto';
import type { Contract } from '@plumbline/contract/contract';
import type { Database, DatabaseLogger } from '../../db/database.ts';
import { UNLIMITED } from '../../db/limits.ts';
import type { ResourceModel } from '../resource.ts';
import { readCatalog } from './catalog.ts';
import { changesFor, type Changes } from './changes.ts';
import { fitOf, representationsOf } from './fit.ts';
import { TAKE_TURNS, tableMaking, withTargets, type TableMaking } from './making.ts';
import { countRisks } from './risk.ts';
import { contractIdentity, findData, readRegistry, REGISTRY, registration, type DataOfContract } from './registry.ts';
import { quote, tablesOf, type Table } from './table.ts';
import { inWiderColumns } from './widening.ts';

/** The contract does not fit the data that stands; the message lists what would be lost and what to do. */
export class EvolutionError extends Error {
  override readonly name = 'EvolutionError';
}

export interface AppliedTables {
  tables: Table[];
  /** Makes those that nobody has asked for yet. */
  making: TableMaking;
}

/**
 * Brings the tables of a contract's resources in line with it, as far as they stand; others are made when they are asked
 * for. What only adds is done, in one transaction; what would lose or hide data stops here. On a second start with
 * nothing changed nothing is written.
 *
 * @throws EvolutionError naming every table and column at stake, with row counts
 */
export async function applyTables(
  { contract, model, database }: { contract: Contract; model: ResourceModel; database: Database },
  logger?: DatabaseLogger,
): Promise<AppliedTables> {
  const registry = await readRegistry(database);
  const data = findData(contract, registry, () => representationsOf(contract, tablesOf(model, '')));
  if (data.ambiguous !== undefined) throw ambiguity(contract, database, data.ambiguous);
  const schema = data.name;
  const hash = createHash('sha256').update(JSON.stringify(contract.document)).digest('hex').slice(0, 16);
  const versions = registry.filter(({ name }) => name === schema);
  const latest = versions.at(-1);
  // A version that was served before may find what later ones added: it leaves that alone.
  const isKnown = versions.some((version) => version.hash === hash);
  const catalog = await readCatalog(database, schema);
  const tables = isKnown ? inWiderColumns(tablesOf(model, schema), catalog) : tablesOf(model, schema);
  announce(contract, data, isKnown && latest?.hash !== hash, logger);
  const standing = withTargets(
    model,
    tables,
    tables.filter(({ name }) => catalog.has(name)),
  );
  const changes = changesFor(model, tables, catalog, standing, { keepsUnknown: isKnown });
  const making = tableMaking({ model, database }, tables, new Set([...standing].map(({ name }) => name)));
  const losses = await lossesOf(database, changes);
  if (losses.length > 0) throw refusal(contract, database, losses);
  if (changes.statements.length === 0 && latest?.hash === hash) return { tables, making };
  const representations = representationsOf(contract, tables);
  const before = latest?.representations ?? {};
  const { hidden, lacking } = await fitOf({ contract, database }, tables, catalog, before, representations);
  if (hidden.length > 0) throw refusal(contract, database, hidden);
  const { title, version, file } = contract;
  const identity = contractIdentity(contract);
  const entry = { name: schema, title, version, file, hash, representations: JSON.stringify(representations) };
  const statements = [
    UNLIMITED,
    TAKE_TURNS,
    REGISTRY,
    `create schema if not exists ${quote(schema)}`,
    ...changes.statements,
    registration({ ...entry, ...(identity === undefined ? {} : { identity }) }),
  ];
  try {
    await database.execute(statements.join(';\n'));
  } catch (error) {
    // Another instance was first with the same change: then nothing is left to do.
    const left = changesFor(model, tables, await readCatalog(database, schema), standing, { keepsUnknown: isKnown });
    if (left.statements.length > 0) throw error;
  }
  if (latest !== undefined) {
    for (const line of changes.summary) logger?.info(`${contract.title} ${contract.version}: ${line}`);
  }
  for (const line of lacking) {
    logger?.warn(
      `${contract.title} ${contract.version}: ${line}. Production answers 501 for them and development marks what it ` +
        'invents, until they are given a value. Declare a default, or let the property be optional.',
    );
  }
  return { tables, making };
}

/** What would be lost, one line each: `2 rows of goods hold "price", which the contract no longer has`. */
async function lossesOf(database: Database, { risks }: Changes): Promise<string[]> {
  const counted = await countRisks(database, risks);
  return counted
    .filter(({ rows }) => Number(rows) > 0)
    .map(({ risk, rows }) => `${rows} ${Number(rows) === 1 ? 'row' : 'rows'} ${risks[risk]?.message ?? ''}`);
}

function refusal(contract: Contract, database: Database, losses: readonly string[]): EvolutionError {
  return new EvolutionError(
    `The data of "${contract.title}" in ${database.describe()} does not fit version ${contract.version} of the contract:\n` +
      losses.map((line) => `  ${line}\n`).join('') +
      'Nothing was changed. Put back what the contract lost, rename it in the data with npm run db:rename, give the changed contract an x-plumbline-id of its own under info, ' +
      'or start it on other data (--data DIR, --memory or another DATABASE_URL).',
  );
}

function ambiguity({ title }: Contract, database: Database, titles: readonly string[]): EvolutionError {
  const named = titles.map((each) => JSON.stringify(each)).join(' and ');
  return new EvolutionError(
    `"${title}" is new in ${database.describe()}, and ${named} store the same: which of them it continues cannot be known. ` +
      'Start it once with the title of one of them and an x-plumbline-id under info, or give it an x-plumbline-id of its own ' +
      'to start without data.',
  );
}

/** Says where the data comes from, where the title does not. */
function announce(
  { title, version }: Contract,
  { renamedFrom, beside = [] }: DataOfContract,
  isEarlier: boolean,
  logger: DatabaseLogger | undefined,
): void {
  if (renamedFrom !== undefined) {
    logger?.warn(
      `"${title}" continues the data of "${renamedFrom}", which stores the same. To start without data, give it an x-plumbline-id under info.`,
    );
  }
  if (beside.length > 0) {
    const named = beside.map((each) => JSON.stringify(each)).join(' and ');
    logger?.warn(
      `"${title}" starts without data, by its x-plumbline-id; the data of ${named} stays. To continue it, start once with that title and this x-plumbline-id.`,
    );
  }
  if (isEarlier) logger?.warn(`${title} ${version} is an earlier version: what later ones added stays as it is.`);
}
