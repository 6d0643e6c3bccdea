/**
 * Makes an account an administrator. In production there is no other way to the first one.
 *
 *   npm run admin -- ada@example.org
 *
 * The account must be there, and its address verified: whoever registered an address without reading its mail must not
 * become an administrator by it. Projects that nobody owns come to the new administrator. Doing it again changes nothing.
 * Exit code 0: done; 1: not done, with the reason. Flags and variables as for the server: `--data DIR`, DATABASE_URL,
 * MASTER_KEY; stop a server on a built-in database first.
 */
import { beginAuditChain } from '../src/infra/db/audit-chain.ts';
import { makeAdministrator } from '../src/infra/db/make-administrator.ts';
import { pendingMigrations } from '../src/infra/db/migrate.ts';
import { inTransactionOfWork } from '../src/infra/db/unit-of-work.ts';
import { onDeskDatabase } from './desk-database.ts';

const [email, ...flags] = process.argv.slice(2);
if (email === undefined || email.startsWith('-')) {
  console.error('Give the email address of the account: npm run admin -- ada@example.org');
  process.exit(2);
}

await onDeskDatabase(flags, async ({ database, personalData, openKeys }) => {
  if ((await pendingMigrations(database)).length > 0) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.');
  }
  await beginAuditChain(database, await openKeys(), personalData, new Date());
  console.log(await inTransactionOfWork(database, (em) => makeAdministrator(em, personalData, email, new Date())));
});
