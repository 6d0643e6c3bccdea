import { readConfig } from '../src/config.ts';
import { openDatabase, type Database } from '../src/infra/db/database.ts';
import { DESK_ENTITIES } from '../src/infra/db/services.ts';

const HELP = `Works on the database of the delivery desk: DATABASE_URL names a PostgreSQL server; without it,
--data DIR or DATA_DIR the folder of the built-in database (default .data).`;

/**
 * Runs work on the delivery desk's database, which the same flags and variables name as for the server. What goes
 * wrong is said in one line, with exit code 1.
 *
 * @param argv flags, as `--data DIR`
 */
export async function onDeskDatabase(argv: string[], work: (database: Database) => Promise<void>): Promise<void> {
  let database: Database | undefined;
  try {
    const config = readConfig(argv, process.env);
    if (config === 'help') {
      console.log(HELP);
      return;
    }
    const { storage } = config;
    database = await openDatabase({
      url: storage.kind === 'server' ? storage.url : undefined,
      dataDir: storage.kind === 'directory' ? storage.directory : undefined,
      entities: DESK_ENTITIES,
    });
    console.log(`Database: ${database.describe()}`);
    await work(database);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await database?.close();
  }
}
