import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryError } from '../../../../src/infra/db/data-directory.ts';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { DatabaseUnavailableError } from '../../../../src/infra/db/unavailable.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-ended-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('a built-in database that cannot write its log refuses at once from then on, and serves what was kept after a new start', async () => {
  const dataDir = join(directory, 'data');
  const log = join(dataDir, 'postgres', 'pg_wal');
  const database = await openDatabase({ dataDir, entities: [] });
  await database.execute('create table kept (id integer); insert into kept values (1)');

  await rename(log, `${log}.gone`);
  const lost = inTransaction(database, async (query) => {
    await query({ sql: 'insert into kept values (2)' }, []);
    // PostgreSQL makes a new file for its log, and panics where it cannot.
    await query({ sql: 'select pg_switch_wal()' }, []);
    await query({ sql: 'insert into kept values (3)' }, []);
  });
  await expect(lost).rejects.toThrow(DatabaseUnavailableError);
  const refusal = 'The database in this process has ended';
  await expect(database.query({ sql: 'select id from kept' }, [])).rejects.toThrow(refusal);
  await expect(database.execute('insert into kept values (4)')).rejects.toThrow(refusal);
  await expect(database.ping()).rejects.toThrow(refusal);
  await database.close();

  await rename(`${log}.gone`, log);
  const again = await openDatabase({ dataDir, entities: [] });
  expect(await again.query({ sql: 'select id from kept' }, [])).toEqual([{ id: 1 }]);
  await again.close();
});

test('a built-in database that is damaged is refused with what to do', async () => {
  const dataDir = join(directory, 'damaged');
  await (await openDatabase({ dataDir, entities: [] })).close();
  await writeFile(join(dataDir, 'postgres', 'global', 'pg_control'), 'half');
  const opening = openDatabase({ dataDir, entities: [] });
  await expect(opening).rejects.toThrow(DataDirectoryError);
  await expect(opening).rejects.toThrow(/does not start .* restore this one from a copy/);
});

test('a built-in database that cannot be made for want of room is refused with what to do', async () => {
  const dataDir = join(directory, 'narrow');
  const child = spawn('bash', ['-c', `ulimit -f 4000; exec node src/main.ts --data ${dataDir} --port 0`]);
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const code = await new Promise((done) => child.once('close', done));
  expect([code, said.join('')]).toEqual([
    1,
    `A database cannot be made in ${dataDir}. Give another --data directory, or use --memory.\n`,
  ]);
});
