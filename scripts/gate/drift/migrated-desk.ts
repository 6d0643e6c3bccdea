import { newKeyRing } from '../../../src/infra/auth/key-ring.ts';
import { createPersonalData } from '../../../src/infra/auth/personal-data.ts';
import type { Database } from '../../../src/infra/db/database.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { migrate, migrationStates } from '../../../src/infra/db/migrate.ts';
import { deskEntities } from '../../../src/infra/db/services.ts';

/** What came of migrating a fresh database. */
export interface Migrated {
  database: Database;
  /** Names of the migrations, oldest first. */
  applied: string[];
}

/** A migration cannot be applied; the message says which, and why. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly migration: string;

  constructor(migration: string, cause: unknown) {
    const [why = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    super(`The migration ${migration} cannot be applied to a fresh database: ${why}.`, { cause });
    this.migration = migration;
  }
}

/** Applies every migration to a fresh database in memory, with every mapping of the desk, and lends it to `use`. @throws MigrationError */
export async function withMigratedDesk<T>(use: (migrated: Migrated) => Promise<T>): Promise<T> {
  const clock = (): Date => new Date();
  const ring = await newKeyRing(clock());
  const database = await openDatabase({ entities: deskEntities(createPersonalData(() => ring, clock)) });
  try {
    const applied = await applyEach(database);
    return await use({ database, applied });
  } finally {
    await database.close();
  }
}

async function applyEach(database: Database): Promise<string[]> {
  const applied: string[] = [];
  for (const { name } of await migrationStates(database)) {
    const now = await migrate(database, name).catch((error: unknown) => {
      throw new MigrationError(name, error);
    });
    applied.push(...now);
  }
  return applied;
}
