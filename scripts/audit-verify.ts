/**
 * Proves the audit chain, from the first event to the last, or names the first link that is broken.
 *
 *   npm run audit:verify [-- --noted SEQUENCE:HASH]
 *
 * Finds events that were changed, removed, put in another order or cut off the end, and seals that were taken away, by
 * whoever can write to the database.
 * Who puts an old copy of the whole database back, or has the keys as well, is found only by what was noted elsewhere:
 * keep the head that is printed, and give it with --noted next time.
 *
 * Exit code 0: intact; 1: broken, or it could not be read. Flags and variables as for the server: `--data DIR`,
 * DATABASE_URL, MASTER_KEY.
 */
import { beginAuditChain, verifyAuditChain } from '../src/infra/db/audit-chain.ts';
import { onDeskDatabase } from './desk-database.ts';

const argv = process.argv.slice(2);
const noted = readNoted(argv);

await onDeskDatabase(argv, async ({ database, personalData, openKeys }) => {
  // As every start does: a database that was never started on has no seal yet.
  await beginAuditChain(database, await openKeys(), personalData, new Date());
  const verdict = await verifyAuditChain(database.orm.em.fork(), personalData, noted);
  if (verdict.kind === 'intact') {
    console.log(`Intact: ${verdict.events} events, head ${verdict.events}:${verdict.head}`);
    return;
  }
  const id = verdict.id === null ? '' : ` (${verdict.id})`;
  console.error(`Broken at event ${verdict.sequence}${id}: ${verdict.reason}.`);
  process.exitCode = 1;
});

/** Takes `--noted SEQUENCE:HASH` out of the arguments. */
function readNoted(args: string[]): { sequence: number; hash: string } | undefined {
  const at = args.indexOf('--noted');
  if (at === -1) return undefined;
  const [, given = ''] = args.splice(at, 2);
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/.exec(given) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  console.error('--noted wants a head as this command printed it: SEQUENCE:HASH');
  process.exit(2);
}
