import { MikroORM } from '@mikro-orm/postgresql';
import { parseExactJson } from '@plumbline/contract/exact-numbers';
import { Bulkhead } from './bulkhead.ts';
import { isBeginningTransaction, refuseSecondConnection, refuseUnknownTransaction } from './current-transaction.ts';
import type { DatabaseOptions, Engine, Orm, Row } from './database.ts';
import { limitsOf, transactionsOf, type DatabaseLimits } from './limits.ts';
import { ormOptions, refuseOwnTransactions } from './orm-options.ts';
import { readUrl, unreachable } from './postgresql-target.ts';
import { SilentConnections } from './silent-connections.ts';
import { Watchdog } from './watchdog.ts';

/** What we use of `pg`, which brings no types. */
interface Client {
  query(...given: unknown[]): unknown;
  connection?: { stream?: { destroy(error: Error): void } };
}
interface Pool {
  options: { types: { setTypeParser(type: number, parse: (text: string) => unknown): void } };
  query(query: { name?: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
  query(sql: string): Promise<unknown>;
  connect(...given: unknown[]): Promise<Client>;
  on(event: 'acquire', listener: (client: Client) => void): void;
  on(event: 'release', listener: (error: unknown, client: Client) => void): void;
  on(event: 'error', listener: () => void): void;
  end(): Promise<void>;
}
type PoolClass = new (options: object) => Pool;

/** Object identifiers of json and jsonb. */
const JSON_TYPES = [114, 3802];

/** For readiness, which has to be known before its caller gives up. */
const PROBE_TIMEOUT_MS = 2000;

/** Opens a pool to a PostgreSQL server. Lost connections are replaced by the pool on the next query. */
export async function openPostgresql(options: DatabaseOptions, url: string): Promise<Engine> {
  const target = readUrl(url);
  const limits = limitsOf(options);
  const watchdog = new Watchdog(limits.stallTimeout / 1000, options.logger);
  const silent = new SilentConnections(limits);
  const own: { orm?: object } = {};
  const orm = await MikroORM.init({
    ...ormOptions(options),
    dbName: target.database,
    driverOptions: {
      connectionString: url,
      max: limits.poolSize,
      connectionTimeoutMillis: limits.acquireTimeout,
      keepAlive: true,
      onConnect: (client: Client) => {
        watch(client, watchdog, silent);
        return client.query(sessionOf(limits));
      },
      onPoolCreated: (pool: Pool) => {
        for (const type of JSON_TYPES) pool.options.types.setTypeParser(type, parseExactJson);
        guard(pool, [watchdog, silent], () => {
          refuseSecondConnection(own.orm);
        });
        limitTransactions(pool, limits);
      },
    },
  });
  const close = async () => {
    watchdog.close();
    await orm.close(true);
  };
  try {
    await orm.em.getKysely().executeQuery({ sql: 'select 1', parameters: [] } as never);
  } catch (error) {
    await close();
    throw unreachable(target, error);
  }
  own.orm = orm;
  refuseOwnTransactions(orm as unknown as Orm);
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as Pool;
  const reserved = reservedConnection(pool, url);
  return {
    orm: orm as unknown as Orm,
    kind: 'postgresql',
    describe: () => `PostgreSQL ${target.database} at ${target.host}:${target.port}`,
    query: async ({ sql, name }, parameters) => {
      const query = { text: sql, values: [...parameters] };
      if (name === undefined) return (await pool.query(query)).rows;
      try {
        return (await pool.query({ ...query, name })).rows;
      } catch (error) {
        // Another instance widened a column since the statement was prepared; nothing was executed.
        if (!isStalePlan(error)) throw error;
        return (await pool.query(query)).rows;
      }
    },
    execute: async (sql) => {
      await pool.query(sql);
    },
    probe: async () => {
      await reserved.query('select 1');
    },
    isStalled: () => watchdog.isStalled,
    close: async () => {
      await reserved.end();
      await close();
    },
  };
}

/** "cached plan must not change result type": PostgreSQL reports it as an unsupported feature, before executing. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === '0A000' && /cached plan/.test(error.message);
}

/** Timestamps are read as text: every connection has to write them in the same zone. */
function sessionOf({ statementTimeout, lockTimeout, idleTransactionTimeout }: DatabaseLimits): string {
  return `set timezone to 'UTC'; set statement_timeout to ${statementTimeout}; set lock_timeout to ${lockTimeout};
    set idle_in_transaction_session_timeout to ${idleTransactionTimeout}`;
}

/** Tells the watchdog and the limit of silence of every statement; of taking and giving back `guard` tells it. */
function watch(client: Client, watchdog: Watchdog, silent: SilentConnections): void {
  const query = client.query.bind(client);
  client.query = (...given) => {
    const [statement] = given;
    refuseUnknownTransaction(statement);
    watchdog.progress(client);
    silent.progress(client, typeof statement === 'object' ? (statement as { text?: unknown }).text : statement);
    return query(...given);
  };
}

/** Every way to a connection (queries of the pool, Kysely, the ORM) goes through `connect`. */
function guard(pool: Pool, [watchdog, silent]: [Watchdog, SilentConnections], refuse: () => void): void {
  const connect = pool.connect.bind(pool);
  pool.connect = (...given) => {
    refuse();
    return connect(...given);
  };
  pool.on('acquire', (client) => {
    watchdog.progress(client);
  });
  pool.on('release', (_, client) => {
    watchdog.release(client);
    silent.release(client);
  });
}

/** Leaves connections to reads: those that begin a transaction wait for a place before they wait for a connection. */
function limitTransactions(pool: Pool, limits: DatabaseLimits): void {
  const bulkhead = new Bulkhead(limits.acquireTimeout);
  const places = new WeakMap<Client, () => void>();
  const connect = pool.connect.bind(pool);
  const connectInPlace = async (): Promise<Client> => {
    const leave = await bulkhead.enter('transactions', transactionsOf(limits));
    try {
      const client = await connect();
      places.set(client, leave);
      return client;
    } catch (error) {
      leave();
      throw error;
    }
  };
  pool.connect = (...given) => (given.length === 0 && isBeginningTransaction() ? connectInPlace() : connect(...given));
  pool.on('release', (_, client) => {
    places.get(client)?.();
    places.delete(client);
  });
}

/** One connection beside the pool, made when readiness is first asked for. */
function reservedConnection(pool: Pool, url: string): Pool {
  const reserved = new (pool.constructor as PoolClass)({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    // One that does not answer is thrown away, and the next probe gets another.
    query_timeout: PROBE_TIMEOUT_MS,
    keepAlive: true,
  });
  // While it idles nobody waits for it; the next who asks gets another, or the reason why not.
  reserved.on('error', () => undefined);
  return reserved;
}
