import { MikroORM } from '@mikro-orm/postgresql';
import { parseExactJson } from '../contract/exact-numbers.ts';
import type { DatabaseOptions, Engine, Orm, Row } from './database.ts';
import { ormOptions } from './orm-options.ts';
import { DatabaseUnavailableError, causesOf } from './unavailable.ts';

/** What we use of `pg`, which brings no types. */
interface Client {
  query(sql: string): Promise<unknown>;
}
interface Pool {
  options: { types: { setTypeParser(type: number, parse: (text: string) => unknown): void } };
  query(query: { name?: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
  query(sql: string): Promise<unknown>;
}

/** Object identifiers of json and jsonb. */
const JSON_TYPES = [114, 3802];

const CONNECT_TIMEOUT_MS = 5000;

/** Opens a pool to a PostgreSQL server. Lost connections are replaced by the pool on the next query. */
export async function openPostgresql(options: DatabaseOptions, url: string): Promise<Engine> {
  const target = readUrl(url);
  const orm = await MikroORM.init({
    ...ormOptions(options),
    dbName: target.database,
    driverOptions: {
      connectionString: url,
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      onPoolCreated: ({ options: { types } }: Pool) => {
        for (const type of JSON_TYPES) types.setTypeParser(type, parseExactJson);
      },
      // Timestamps are read as text: every connection has to write it in the same zone.
      onConnect: (client: Client) => client.query("set timezone to 'UTC'"),
    },
  });
  try {
    await orm.em.getKysely().executeQuery({ sql: 'select 1', parameters: [] } as never);
  } catch (error) {
    await orm.close(true);
    throw unreachable(target, error);
  }
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as Pool;
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
    close: () => orm.close(true),
  };
}

/** "cached plan must not change result type": PostgreSQL reports it as an unsupported feature, before executing. */
function isStalePlan(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === '0A000' && /cached plan/.test(error.message);
}

interface Target {
  host: string;
  port: string;
  database: string;
}

function readUrl(url: string): Target {
  const parsed = URL.parse(url);
  const database = percentDecoded(parsed?.pathname.slice(1) ?? '');
  if (parsed === null || database === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new DatabaseUnavailableError(
      'The database URL cannot be read: it has to look like postgresql://user:password@host:5432/database.',
    );
  }
  return {
    host: parsed.hostname || 'localhost',
    port: parsed.port || '5432',
    database: database || parsed.username || 'postgres',
  };
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** SQLSTATEs that a first connection may end in, and what helps. */
const ADVICE: Record<string, string> = {
  '28P01': 'The password was not accepted: check user and password in DATABASE_URL.',
  '28000': 'The server does not let this user in: check the user in DATABASE_URL and pg_hba.conf.',
  '3D000': 'There is no such database: create it (createdb) or correct its name in DATABASE_URL.',
  '53300': 'The server has no connection left: raise max_connections or lower the pool size.',
  ENOTFOUND: 'There is no such host: check the host in DATABASE_URL.',
  ECONNREFUSED: 'Nothing listens there: start the server, or check host and port in DATABASE_URL.',
};

function unreachable(target: Target, cause: unknown): DatabaseUnavailableError {
  const causes = [...causesOf(cause)];
  const code = causes.find((each) => each.code !== '')?.code;
  const said = code ?? causes.at(-1)?.message ?? 'no answer';
  const advice = ADVICE[code ?? ''] ?? `Check that the server runs and can be reached (${said}).`;
  return new DatabaseUnavailableError(
    `Cannot connect to PostgreSQL database "${target.database}" at ${target.host}:${target.port}. ${advice}`,
    { cause },
  );
}
