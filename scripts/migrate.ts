/**
 * Brings the delivery desk's tables to this version, or takes the newest step back.
 *
 *   npm run db:migrate     applies every pending migration, all or nothing
 *   npm run db:rollback    takes the newest applied one back, and with it the data it made room for
 *   npm run db:status      shows each one, and when it was applied
 *
 * Flags and variables as for the server: `--data DIR`, DATA_DIR, DATABASE_URL.
 */
import { migrate, migrationStates, rollback } from '../src/infra/db/migrate.ts';
import { tellUsage } from './arguments.ts';
import { onDeskDatabase, type DeskDatabase } from './desk-database.ts';

const COMMANDS: Readonly<Record<string, (desk: DeskDatabase) => Promise<void>>> = {
  async up({ database }) {
    const applied = await migrate(database);
    for (const name of applied) console.log(`  applied  ${name}`);
    console.log(applied.length === 0 ? 'Nothing to do: every migration is applied.' : `${applied.length} applied.`);
  },
  async down({ database }) {
    const reverted = await rollback(database);
    for (const name of reverted) console.log(`  taken back  ${name}`);
    if (reverted.length === 0) console.log('Nothing to do: no migration is applied.');
  },
  async status({ database }) {
    const states = await migrationStates(database);
    for (const { name, appliedAt } of states)
      console.log(`  ${appliedAt?.toISOString() ?? 'pending'.padEnd(24)}  ${name}`);
    const pending = states.filter(({ appliedAt }) => appliedAt === undefined).length;
    console.log(pending === 0 ? 'Up to date.' : `${pending} pending. Run \`npm run db:migrate\`.`);
  },
};

const [name = '', ...argv] = process.argv.slice(2);
if (COMMANDS[name] === undefined) tellUsage('Run npm run db:migrate, npm run db:rollback or npm run db:status.');
const command = COMMANDS[name];
if (command === undefined) {
  console.error('Run npm run db:migrate, npm run db:rollback or npm run db:status.');
  process.exitCode = 1;
} else {
  await onDeskDatabase(argv, command);
}
