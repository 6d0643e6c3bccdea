/**
 * Renames a property in the stored rows of a contract that already declares the new name:
 *
 *   npm run db:rename -- CONTRACT RESOURCE.OLD NEW [--data DIR]
 *
 * Stop the server first. DATABASE_URL, DATA_DIR and --data name the database as for the server.
 */
import { readConfig } from '../src/config.ts';
import type { Database } from '../src/infra/db/database.ts';
import { openDatabase } from '../src/infra/db/open-database.ts';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../src/infra/resources/infer/infer.ts';
import { renameProperty } from '../src/infra/resources/schema/rename.ts';
import { tellUsage } from './arguments.ts';

const USAGE = 'Usage: npm run db:rename -- CONTRACT RESOURCE.OLD NEW [--data DIR]';

tellUsage(USAGE);
const [file = '', renaming = '', to, ...flags] = process.argv.slice(2);
const dot = renaming.indexOf('.');
if (to === undefined || to.startsWith('--') || dot < 1) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const from = { resource: renaming.slice(0, dot), from: renaming.slice(dot + 1) };
  let database: Database | undefined;
  try {
    const config = readConfig([file, ...flags], process.env);
    if (config === 'help') throw new Error(USAGE);
    const { storage } = config;
    const contract = await loadContract(config.contract);
    database = await openDatabase({
      url: storage.kind === 'server' ? storage.url : undefined,
      dataDir: storage.kind === 'directory' ? storage.directory : undefined,
      entities: [],
    });
    const rows = await renameProperty({ contract, model: inferResources(contract), database }, { ...from, to });
    console.log(
      `${renaming} is now ${from.resource}.${to} in ${database.describe()}: ${rows} rows hold a value of it.`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await database?.close();
  }
}
