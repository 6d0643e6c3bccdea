import { newKeyRing } from '../../../src/infra/auth/key-ring.ts';
import { createPersonalData } from '../../../src/infra/auth/personal-data.ts';
import type { Database } from '../../../src/infra/db/database.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { migrate } from '../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../src/infra/db/services.ts';

/** What came of migrating a fresh database. */
export interface Migrated {
  database: Database;
  /** Names of the migrations, oldest first. */
  applied: string[];
  /** How long they took together. */
  milliseconds: number;
}

/** Applies every migration to a fresh database in memory, with every mapping of the desk, and lends it to `use`. */
export async function withMigratedDesk<T>(use: (migrated: Migrated) => Promise<T>): Promise<T> {
  const clock = (): Date => new Date();
  const ring = await newKeyRing(clock());
  const database = await openDatabase({ entities: deskEntities(createPersonalData(() => ring, clock)) });
  try {
    const started = performance.now();
    const applied = await migrate(database);
    return await use({ database, applied, milliseconds: Math.round(performance.now() - started) });
  } finally {
    await database.close();
  }
}
