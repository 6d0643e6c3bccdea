import { PGlite, types } from '@electric-sql/pglite';
import { MikroORM } from '@mikro-orm/pglite';
import { PostgresDialect } from 'kysely';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataDirectoryError, lockDirectory } from './data-directory.ts';
import { parseExactJson } from '@plumbline/contract/exact-numbers';
import { refuseSecondConnection } from './current-transaction.ts';
import type { DatabaseLogger, DatabaseOptions, Engine, Orm } from './database.ts';
import { limitsOf } from './limits.ts';
import { ormOptions, refuseOwnTransactions } from './orm-options.ts';
import { guardPglite } from './pglite-guard.ts';
import { PglitePool } from './pglite-pool.ts';
import { keepTemplate, openTemplate } from './pglite-template.ts';
import { Watchdog } from './watchdog.ts';

/** SQLSTATE `in_failed_sql_transaction`. */
const TRANSACTION_FAILED = '25P02';

/** Opens PostgreSQL inside the process: in a directory, or in memory. It has one connection, which queries share. */
export async function openPglite(options: DatabaseOptions): Promise<Engine> {
  const { dataDir } = options;
  const unlock = dataDir === undefined ? undefined : await lockDirectory(dataDir);
  try {
    const pglite =
      dataDir === undefined
        ? await createCluster(undefined, options.logger)
        : await openCluster(dataDir, options.logger);
    const guard = guardPglite(pglite);
    const { acquireTimeout, idleTransactionTimeout, stallTimeout } = limitsOf(options);
    const watchdog = new Watchdog(stallTimeout / 1000, options.logger);
    const own: { orm?: object } = {};
    const pool = new PglitePool(pglite, {
      acquireTimeout,
      idleTransactionTimeout,
      watchdog,
      guard: () => {
        refuseSecondConnection(own.orm);
      },
    });
    const dialect = new PostgresDialect({ pool });
    // A function, since MikroORM copies options, and a copy of a dialect does nothing.
    const orm = await MikroORM.init({ ...ormOptions(options), driverOptions: () => dialect });
    own.orm = orm;
    refuseOwnTransactions(orm as unknown as Orm);
    return {
      orm: orm as unknown as Orm,
      kind: 'pglite',
      describe: () => (dataDir === undefined ? 'PGlite in memory' : `PGlite in ${dataDir}`),
      query: ({ sql }, parameters) => pool.query(sql, parameters),
      execute: (sql) => pool.execute(sql),
      // Past whoever has the connection: a transaction that failed refuses statements, and is no reason to be unready.
      probe: async () => {
        await pglite.query('select 1').catch((error: unknown) => {
          if ((error as { code?: unknown }).code !== TRANSACTION_FAILED) throw error;
        });
      },
      isStalled: () => watchdog.isStalled,
      close: async () => {
        watchdog.close();
        await orm.close(true);
        // What has ended cannot be shut down in order; its log is replayed at the next start.
        if (guard.ended === undefined) await pglite.close();
        await unlock?.();
      },
    };
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

/**
 * The cluster in `postgres/` of the data directory. It counts as made once `cluster.json` stands beside it: a process
 * that died while it laid the files leaves no such file, and nothing that anybody had stored.
 */
async function openCluster(dataDir: string, logger?: DatabaseLogger): Promise<PGlite> {
  const cluster = join(dataDir, 'postgres');
  const marker = join(dataDir, 'cluster.json');
  const made = await readFile(marker, 'utf8').catch(() => undefined);
  if (made !== undefined) {
    const start = `The database in ${dataDir} does not start (it was made as ${made.trim()}).`;
    const advice = 'Start with another --data directory, or restore this one from a copy.';
    return create({ dataDir: cluster }).catch((error: unknown) => refuse(dataDir, start, advice, error));
  }
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true });
  const pglite = await createCluster(cluster, logger).catch((error: unknown) =>
    refuse(
      dataDir,
      `A database cannot be made in ${dataDir}.`,
      'Give another --data directory, or use --memory.',
      error,
    ),
  );
  const version = await pglite.query<{ server_version: string }>('show server_version');
  await writeFile(marker, `${JSON.stringify({ postgresql: version.rows[0]?.server_version })}\n`);
  return pglite;
}

/** PostgreSQL in the process says little of why it does not start; that the disk is full can be seen from outside. */
async function refuse(dataDir: string, what: string, advice: string, cause: unknown): Promise<never> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const room = `Its disk has ${free} MiB left, and ${ROOM} are needed: make room, and start again.`;
  throw new DataDirectoryError(`${what} ${free < ROOM ? room : advice}`, { cause });
}

const MEBIBYTE = 2 ** 20;

/** What a fresh cluster takes, and a restart with a log to replay less, in MiB. */
const ROOM = 64;

/** Makes the template that later clusters are laid from, where there is none yet. */
export async function prepareTemplate(): Promise<void> {
  if ((await openTemplate()) === undefined) await (await createCluster()).close();
}

async function createCluster(dataDir?: string, logger?: DatabaseLogger): Promise<PGlite> {
  const place = dataDir === undefined ? {} : { dataDir };
  const template = await openTemplate();
  if (template !== undefined) return create({ ...place, loadDataDir: template });
  // Nothing else runs meanwhile, not even the clock of a progress line.
  logger?.info('making the first empty database of this installation: once, and some seconds');
  const pglite = await create(place);
  await keepTemplate(pglite);
  return pglite;
}

function create(place: { dataDir?: string; loadDataDir?: Blob }): Promise<PGlite> {
  const text = (value: string): string => value;
  const json = { [types.JSON]: parseExactJson, [types.JSONB]: parseExactJson };
  return PGlite.create({
    ...place,
    // A commit is on disk before it is answered.
    relaxedDurability: false,
    // Dates and times stay text, as MikroORM has it on a server.
    parsers: {
      [types.DATE]: text,
      [types.TIMESTAMP]: text,
      [types.TIMESTAMPTZ]: text,
      [types.INTERVAL]: text,
      ...json,
    },
  });
}
