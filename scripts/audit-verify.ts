/**
 * Verifies the audit chain, from the first event to the last, or names the first link that is broken.
 *
 *   npm run audit:verify [-- --noted SEQUENCE:HASH[:SIGNATURE]]...
 *
 * Finds events that were changed, removed, reordered or cut off the end, addresses that the service did not erase, and
 * seals that were removed. An old copy of the whole database is found by the anchors outside of it: the anchor file
 * (AUDIT_ANCHOR_FILE, or `audit-anchor` in the data directory), and those of `audit chain head` log lines that are
 * given with --noted.
 *
 * Exit code 0: intact; 1: broken, or it could not be read; 2: misuse. Flags and variables as for the server:
 * `--data DIR`, DATABASE_URL, MASTER_KEY.
 */
import { auditAnchorFile } from '../src/facilities.ts';
import { formatAnchor, parseAnchor, readAnchorFile } from '../src/infra/db/audit-anchor.ts';
import { beginAuditChain, chainPendingEvents, verifyAuditChain } from '../src/infra/db/audit-chain.ts';
import { onDeskDatabase } from './desk-database.ts';

const argv = process.argv.slice(2);
const given = takeNoted(argv);

await onDeskDatabase(argv, async ({ database, personalData, openKeys, config }) => {
  // As every start does: a database that was never started on has no seal yet.
  await beginAuditChain(database, await openKeys(), personalData, new Date());
  while ((await chainPendingEvents(database, personalData, new Date())).chained > 0);

  const noted = new Map<number, string>();
  for (const text of given) {
    const anchor = parseAnchor(text, personalData);
    if (anchor === undefined) throw new Error(`--noted ${text} was not signed by this service.`);
    noted.set(anchor.sequence, anchor.hash);
  }
  const file = auditAnchorFile(config);
  const anchored = file === undefined ? undefined : await readAnchorFile(file, personalData);
  if (anchored !== undefined) noted.set(anchored.sequence, anchored.hash);

  const verdict = await verifyAuditChain(database, personalData, noted);
  if (verdict.kind === 'intact') {
    const head = formatAnchor({ sequence: verdict.events, hash: verdict.head }, personalData);
    console.log(`Intact: ${verdict.events} events, head ${head}`);
    console.log(
      anchored === undefined ? 'No anchor file was compared.' : `It agrees with ${file ?? ''} (${anchored.sequence}).`,
    );
    return;
  }
  const id = verdict.id === null ? '' : ` (${verdict.id})`;
  console.error(`Broken at event ${verdict.sequence}${id}: ${verdict.reason}.`);
  process.exitCode = 1;
});

/** Takes every `--noted ANCHOR` out of the arguments. */
function takeNoted(args: string[]): string[] {
  const anchors: string[] = [];
  for (let at = args.indexOf('--noted'); at !== -1; at = args.indexOf('--noted')) {
    const [, anchor = ''] = args.splice(at, 2);
    if (!/^\d{1,9}:[0-9a-f]{64}(:[0-9a-f]{64})?$/.test(anchor)) {
      console.error(
        '--noted takes an anchor as this command and the log print it: SEQUENCE:HASH or SEQUENCE:HASH:SIGNATURE.',
      );
      process.exit(2);
    }
    anchors.push(anchor);
  }
  return anchors;
}
