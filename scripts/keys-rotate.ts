/**
 * Makes new keys, and encrypts personal data anew with them.
 *
 *   npm run keys:rotate [-- --resume]
 *
 * Access tokens that an old key signed stay good until they expire. Beside a running service (PostgreSQL), the new keys
 * come into use after a minute, when every instance has read them; the built-in database is nobody else's meanwhile.
 * It can be stopped at any time, and goes on with --resume, which makes no further keys; what is done already is passed
 * over. Flags and variables as for the server: `--data DIR`, DATABASE_URL, MASTER_KEY.
 */
import { setTimeout } from 'node:timers/promises';
import { PUBLICATION_SECONDS, dropDataKeys } from '../src/infra/auth/key-ring.ts';
import type { Keys } from '../src/infra/auth/keys.ts';
import { reencrypt } from '../src/infra/auth/reencrypt.ts';
import { dataKeysInUse, encryptedTables } from '../src/infra/db/encrypted-tables.ts';
import { pendingMigrations } from '../src/infra/db/migrate.ts';
import { onDeskDatabase, type DeskDatabase } from './desk-database.ts';

/** A key is let go of this long after its successor took over: the clock of another instance may be behind. */
const MARGIN_MS = 3_600_000;

/** How far the clock is ahead: what nobody else reads need not wait for others to learn the new keys. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);

const argv = process.argv.slice(2);
const isResumed = argv.includes('--resume');

await onDeskDatabase(
  argv.filter((argument) => argument !== '--resume'),
  rotate,
  clock,
);

async function rotate({ database, personalData, openKeys, config }: DeskDatabase): Promise<void> {
  if ((await pendingMigrations(database)).length > 0) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.');
  }
  const keys = await openKeys();
  if (!isResumed) {
    await keys.rotate();
    console.log('New keys are published.');
  }
  const isShared = config.storage.kind === 'server';
  if (isShared) await untilInUse(keys);
  else ahead = PUBLICATION_SECONDS * 1000;
  for (const table of encryptedTables(database)) {
    const { total, changed } = await reencrypt(table, personalData, ({ done, total: all }) => {
      console.log(`  ${table.name.padEnd(16)} ${done} of ${all}`);
    });
    console.log(`  ${table.name.padEnd(16)} done: ${changed} of ${total} rows encrypted anew`);
  }
  const inUse = await dataKeysInUse(database);
  const retiredBefore = new Date(clock().getTime() - (isShared ? MARGIN_MS : 0));
  const ring = await keys.update((current) => {
    const unused = new Set(current.data.map(({ id }) => id).filter((id) => !inUse.has(id)));
    return dropDataKeys(current, unused, retiredBefore);
  });
  console.log(`Keys kept: ${ring.signing.length} to sign or verify with, ${ring.data.length} to read data with.`);
}

/** Instances read the keys three times a minute: one that wrote with a key that another has not read would be unreadable there. */
async function untilInUse(keys: Keys): Promise<void> {
  const usedFrom = keys.ring().data.map((key) => Date.parse(key.usedFrom));
  const wait = Math.max(...usedFrom) - Date.now();
  if (wait <= 0) return;
  const seconds = Math.ceil(wait / 1000);
  console.log(`They come into use in ${seconds} seconds, when every running instance has read them; waiting for that.`);
  await setTimeout(wait);
}
