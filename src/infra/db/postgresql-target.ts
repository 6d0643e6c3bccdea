import { DatabaseUnavailableError, causesOf } from './unavailable.ts';
import { getOwn } from '@plumbline/contract/json';

interface Target {
  host: string;
  port: string;
  database: string;
}

/** Reads the URL of a database. @throws DatabaseUnavailableError when it is none */
export function readUrl(url: string): Target {
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
  '53300': 'The server has no connection left: raise max_connections, or lower DATABASE_POOL_SIZE of every instance.',
  ENOTFOUND: 'There is no such host: check the host in DATABASE_URL.',
  ECONNREFUSED: 'Nothing listens there: start the server, or check host and port in DATABASE_URL.',
};

/** Why a first connection did not come about, and what helps. */
export function unreachable(target: Target, cause: unknown): DatabaseUnavailableError {
  const causes = [...causesOf(cause)];
  const code = causes.find((each) => each.code !== '')?.code;
  const said = code ?? causes.at(-1)?.message ?? 'no answer';
  const advice = getOwn(ADVICE, code ?? '') ?? `Check that the server runs and can be reached (${said}).`;
  return new DatabaseUnavailableError(
    `Cannot connect to PostgreSQL database "${target.database}" at ${target.host}:${target.port}. ${advice}`,
    { cause },
  );
}
