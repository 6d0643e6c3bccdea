/**
 * Proves the audit chain, from the first event to the last, or names the first link that is broken.
 *
 *   npm run audit:verify
 *
 * Exit code 0: intact; 1: broken, or it could not be read. A chain that lost its last events is intact in itself: keep
 * the head that is printed elsewhere, and compare. Flags and variables as for the server: `--data DIR`, DATABASE_URL.
 */
import { verifyAuditChain } from '../src/infra/db/audit-event.repository.ts';
import { onDeskDatabase } from './desk-database.ts';

await onDeskDatabase(process.argv.slice(2), async ({ database, openKeys }) => {
  await openKeys();
  const verdict = await verifyAuditChain(database.orm.em.fork());
  if (verdict.kind === 'intact') {
    console.log(`Intact: ${verdict.events} events, head ${verdict.head}`);
    return;
  }
  console.error(`Broken at event ${verdict.sequence} (${verdict.id}): ${verdict.reason}.`);
  process.exitCode = 1;
});
