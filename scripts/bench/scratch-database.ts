import { MikroORM } from '@mikro-orm/postgresql';
import { undoneWhenStopped } from '../interruption.ts';

/** Runs `use` on a fresh database of the server at `admin`, and drops it whatever happens. */
export async function withDatabase<T>(admin: string, label: string, use: (url: string) => Promise<T>): Promise<T> {
  const name = `plumbline_bench_${label}_${process.pid}`;
  await execute(admin, `create database ${name}`);
  const drop = undoneWhenStopped(() =>
    execute(admin, `drop database ${name} with (force)`).catch((error: unknown) => {
      throw new Error(`The database ${name} could not be dropped; drop it yourself.`, { cause: error });
    }),
  );
  try {
    const url = new URL(admin);
    url.pathname = `/${name}`;
    return await use(url.href);
  } finally {
    await drop();
  }
}

/** Runs one statement on a server. */
export async function execute(url: string, statement: string): Promise<void> {
  const orm = await MikroORM.init({ clientUrl: url, entities: [], discovery: { warnWhenNoEntities: false } });
  try {
    await orm.em.getConnection().execute(statement);
  } finally {
    await orm.close();
  }
}
