import { readConfig, type Config } from '../src/config.ts';
import { openDeskKeys } from '../src/facilities.ts';
import type { Keys } from '../src/infra/auth/keys.ts';
import { createPersonalData, type PersonalData } from '../src/infra/auth/personal-data.ts';
import type { Database } from '../src/infra/db/database.ts';
import { openDatabase } from '../src/infra/db/open-database.ts';
import { deskEntities } from '../src/infra/db/services.ts';

const HELP = `Works on the database of the delivery desk: DATABASE_URL names a PostgreSQL server, whose keys MASTER_KEY
opens; without it, --data DIR or DATA_DIR the folder of the built-in database (default .data).`;

/** The delivery desk's database, and what opens the personal data in it. */
export interface DeskDatabase {
  database: Database;
  /** Usable once the keys are open. */
  personalData: PersonalData;
  /** Opens the keys that the database's personal data is encrypted with; the tables must be there. */
  openKeys: () => Promise<Keys>;
  config: Config;
}

/**
 * Runs work on the delivery desk's database, which the same flags and variables name as for the server. What goes
 * wrong is said in one line, with exit code 1.
 *
 * @param argv flags, as `--data DIR`
 * @param clock the time now
 */
export async function onDeskDatabase(
  argv: string[],
  work: (desk: DeskDatabase) => Promise<void>,
  clock = () => new Date(),
): Promise<void> {
  let desk: DeskDatabase | undefined;
  let keys: Keys | undefined;
  try {
    const config = readConfig(argv, process.env);
    if (config === 'help') {
      console.log(HELP);
      return;
    }
    const ring = () => {
      if (keys === undefined) throw new Error('Personal data was asked for before the keys were opened');
      return keys.ring();
    };
    const personalData = createPersonalData(ring, clock);
    const { storage } = config;
    const database = await openDatabase({
      url: storage.kind === 'server' ? storage.url : undefined,
      dataDir: storage.kind === 'directory' ? storage.directory : undefined,
      entities: deskEntities(personalData),
    });
    const open = async () => (keys = await openDeskKeys(config, database, clock, console.error));
    desk = { database, personalData, openKeys: open, config };
    console.log(`Database: ${database.describe()}`);
    await work(desk);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    keys?.close();
    await desk?.database.close();
  }
}
