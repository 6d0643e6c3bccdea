/**
 * Fills an empty delivery desk with data to look at, the same every time.
 *
 *   npm run db:seed
 *
 * Once it is there, doing it again changes nothing. Next to data of anybody else's it refuses. Flags and variables as
 * for the server: `--data DIR`, DATA_DIR, DATABASE_URL.
 */
import type { Database } from '../src/infra/db/database.ts';
import { pendingMigrations } from '../src/infra/db/migrate.ts';
import { inUnitOfWork } from '../src/infra/db/unit-of-work.ts';
import { onDeskDatabase } from './desk-database.ts';
import { seedData } from './seed-data.ts';

await onDeskDatabase(process.argv.slice(2), seed);

async function seed(database: Database): Promise<void> {
  if ((await pendingMigrations(database)).length > 0) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.');
  }
  const { projects, items } = seedData();
  const ids = projects.map(({ id }) => id);
  const [counts] = await database.query(
    { sql: 'select count(*) as all, count(*) filter (where id = any($1::uuid[])) as seeded from desk.projects' },
    [ids],
  );
  if (Number(counts?.seeded) === projects.length) {
    console.log('Nothing to do: the data is there already.');
    return;
  }
  if (Number(counts?.all) > 0) {
    throw new Error("This database holds projects already, and seeding changes nobody else's data. Seed an empty one.");
  }
  await inUnitOfWork(database, (em) => void em.persist([...projects, ...items]));
  console.log(`  added  ${projects.length} projects`);
  console.log(`  added  ${items.length} backlog items`);
}
