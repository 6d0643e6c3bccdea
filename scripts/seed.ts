/**
 * Fills an empty delivery desk with data to look at, the same every time: projects, backlogs, and people to log in as.
 * Their passwords are no secrets: seed nothing that strangers can reach.
 *
 *   npm run db:seed
 *
 * Once it is there, doing it again changes nothing. Next to data of anybody else's it refuses. Flags and variables as
 * for the server: `--data DIR`, DATA_DIR, DATABASE_URL.
 */
import { createPasswords } from '../src/infra/auth/passwords.ts';
import { pendingMigrations } from '../src/infra/db/migrate.ts';
import { inUnitOfWork } from '../src/infra/db/unit-of-work.ts';
import { onDeskDatabase, type DeskDatabase } from './desk-database.ts';
import { seedData } from './seed-data.ts';
import { SEEDED_PASSWORD, seedPeople } from './seed-people.ts';

await onDeskDatabase(process.argv.slice(2), seed);

async function seed({ database, personalData, openKeys, config }: DeskDatabase): Promise<void> {
  if (config.isProduction) throw new Error('Seeded passwords are known to everybody: not in production.');
  if ((await pendingMigrations(database)).length > 0) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.');
  }
  await openKeys();
  const { projects, items } = seedData();
  const ids = projects.map(({ id }) => id);
  const [counts] = await database.query(
    {
      sql: `select count(*) as all, count(*) filter (where id = any($1::uuid[])) as seeded,
            (select count(*) from desk.accounts) as accounts from desk.projects`,
    },
    [ids],
  );
  if (Number(counts?.seeded) === projects.length) {
    console.log('Nothing to do: the data is there already.');
    return;
  }
  if (Number(counts?.all) > 0 || Number(counts?.accounts) > 0) {
    throw new Error("This database holds data already, and seeding changes nobody else's. Seed an empty one.");
  }
  const passwordHash = await (await createPasswords()).hash(SEEDED_PASSWORD);
  const emailIndex = (email: string) => personalData.index(email, 'accounts.email');
  const { accounts, members } = seedPeople(projects, passwordHash, emailIndex);
  await inUnitOfWork(database, (em) => void em.persist([...accounts, ...projects, ...members, ...items]));
  console.log(
    `  added  ${accounts.length} accounts, for development only; each has the password "${SEEDED_PASSWORD}":`,
  );
  for (const { email, role } of accounts) console.log(`         ${email} (${role})`);
  console.log(`  added  ${projects.length} projects`);
  console.log(`  added  ${items.length} backlog items`);
}
