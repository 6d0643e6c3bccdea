/**
 * Makes new keys, and encrypts personal data anew with them.
 *
 *   npm run keys:rotate
 *
 * Access tokens that an old key signed stay good until they expire. Beside a running service (PostgreSQL), the new keys
 * come into use after a minute, when every instance has read them; the built-in database is nobody else's meanwhile.
 * It can be stopped and begun again at any time. Flags and variables as for the server: `--data DIR`, DATABASE_URL,
 * MASTER_KEY.
 */
import { setTimeout } from 'node:timers/promises';
import { PUBLICATION_SECONDS, dropDataKeys } from '../src/infra/auth/key-ring.ts';
import { reencrypt } from '../src/infra/auth/reencrypt.ts';
import { dataKeysInUse, encryptedTables } from '../src/infra/db/encrypted-tables.ts';
import { pendingMigrations } from '../src/infra/db/migrate.ts';
import { onDeskDatabase, type DeskDatabase } from './desk-database.ts';

/** How far the clock is ahead: what nobody else reads need not wait for others to learn the new keys. */
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);

await onDeskDatabase(process.argv.slice(2), rotate, clock);

async function rotate({ database, personalData, openKeys, config }: DeskDatabase): Promise<void> {
  if ((await pendingMigrations(database)).length > 0) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.');
  }
  const keys = await openKeys();
  await keys.rotate();
  console.log('New keys are published.');
  if (config.storage.kind === 'server') {
    console.log(`They come into use in ${PUBLICATION_SECONDS} seconds, when every instance has read them.`);
    await setTimeout(PUBLICATION_SECONDS * 1000);
  } else {
    ahead = PUBLICATION_SECONDS * 1000;
  }
  for (const table of encryptedTables(database)) {
    const { total, changed } = await reencrypt(table, personalData, ({ done, total: all }) => {
      console.log(`  ${table.name.padEnd(16)} ${done} of ${all}`);
    });
    console.log(`  ${table.name.padEnd(16)} done: ${changed} of ${total} rows encrypted anew`);
  }
  const inUse = await dataKeysInUse(database);
  const ring = await keys.update((current) => {
    const unused = new Set(current.data.map(({ id }) => id).filter((id) => !inUse.has(id)));
    return dropDataKeys(current, unused, clock());
  });
  console.log(`Keys kept: ${ring.signing.length} to sign or verify with, ${ring.data.length} to read data with.`);
}
