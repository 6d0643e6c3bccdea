import { EntitySchema } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir, hostname } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryError } from '../../../../src/infra/db/data-directory.ts';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inUnitOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { DatabaseUnavailableError } from '../../../../src/infra/db/unavailable.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

interface Note {
  id: number;
  text: string;
}
const notes = new EntitySchema<Note>({
  name: 'Note',
  tableName: 'note',
  properties: { id: { type: 'integer', primary: true }, text: { type: 'text', unique: true } },
});
const createNotes = 'create table note (id integer primary key, text text unique)';
const allNotes = { sql: 'select id, text from note order by id' };

describe('a unit of work', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase([notes]);
    await database.execute(createNotes);
  });
  afterAll(() => database.close());

  test('writes what its work changed', async () => {
    await inUnitOfWork(database, (em) => em.persist(em.create(notes, { id: 1, text: 'one' })));
    await inUnitOfWork(database, async (em) => {
      const note = await em.findOneOrFail(notes, { id: 1 });
      note.text = 'first';
    });
    expect(await database.query(allNotes, [])).toEqual([{ id: 1, text: 'first' }]);
  });

  test('writes all of several changes or none', async () => {
    const work = inUnitOfWork(database, (em) => {
      em.persist(em.create(notes, { id: 2, text: 'two' }));
      em.persist(em.create(notes, { id: 3, text: 'first' }));
    });
    await expect(work).rejects.toThrow(/unique/);
    expect(await database.query(allNotes, [])).toEqual([{ id: 1, text: 'first' }]);
  });

  test('writes nothing when its work throws', async () => {
    const work = inUnitOfWork(database, (em) => {
      em.persist(em.create(notes, { id: 4, text: 'four' }));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.query(allNotes, [])).toEqual([{ id: 1, text: 'first' }]);
  });

  test('answers a ping, and reads times in one rendering', async () => {
    await database.ping();
    const [row] = await database.query({ sql: `select $1::timestamptz as at` }, ['2024-01-01T02:00:00+02:00']);
    expect(row).toEqual({ at: '2024-01-01 00:00:00+00' });
  });

  test('a failed batch of SQL leaves nothing behind', async () => {
    await expect(database.execute('create table half (id integer); create table note (id integer)')).rejects.toThrow();
    expect(await database.query({ sql: `select to_regclass('half') as half` }, [])).toEqual([{ half: null }]);
  });
});

describe('a data directory', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plumbline-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('is held by one process, which the second one is told', async () => {
    const first = await openDatabase({ dataDir: directory, entities: [] });
    await expect(openDatabase({ dataDir: directory, entities: [] })).rejects.toThrow(
      `The data directory ${directory} is in use by process ${process.pid} on ${hostname()}`,
    );
    await first.close();
    // The parent process lives, and could hold it.
    await writeFile(join(directory, 'lock'), JSON.stringify({ pid: process.ppid, host: hostname() }));
    await expect(openDatabase({ dataDir: directory, entities: [] })).rejects.toThrow(DataDirectoryError);
    await rm(join(directory, 'lock'));
  });

  test('is free when it was held before the machine was started, whoever has the number of that process now', async () => {
    const lock = join(directory, 'lock');
    await writeFile(lock, JSON.stringify({ pid: process.ppid, host: hostname() }));
    await utimes(lock, 0, 0);
    const database = await openDatabase({ dataDir: directory, entities: [] });
    await database.close();
  });

  test('keeps what was written before a crash, and its lock is taken over', async () => {
    const source = `
      const { openDatabase } = await import(${JSON.stringify(new URL('../../../../src/infra/db/open-database.ts', import.meta.url).href)});
      const database = await openDatabase({ dataDir: ${JSON.stringify(directory)}, entities: [] });
      await database.execute('create table kept (id integer); insert into kept values (7)');
      console.log('written');
      setInterval(() => {}, 1000);`;
    const child = spawn(join('node_modules', '.bin', 'node'), ['--input-type=module', '-e', source]);
    const exited = new Promise((done) => child.once('exit', done));
    await new Promise((done) => child.stdout.once('data', done));
    child.kill('SIGKILL');
    await exited;
    const database = await openDatabase({ dataDir: directory, entities: [] });
    expect(await database.query({ sql: 'select id from kept' }, [])).toEqual([{ id: 7 }]);
    await database.close();
  });

  test('whose first start was cut short is laid anew', async () => {
    const cut = await mkdtemp(join(tmpdir(), 'plumbline-'));
    await (await openDatabase({ dataDir: cut, entities: [] })).close();
    await rm(join(cut, 'cluster.json'));
    await writeFile(join(cut, 'postgres', 'PG_VERSION'), 'half');
    const database = await openDatabase({ dataDir: cut, entities: [] });
    await database.ping();
    await database.close();
    expect(await readFile(join(cut, 'postgres', 'PG_VERSION'), 'utf8')).toMatch(/^\d+\n$/);
    await rm(cut, { recursive: true });
  });

  test('that cannot be written is refused with what to do', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(openDatabase({ dataDir: file, entities: [] })).rejects.toThrow(/cannot be written.*--data/);
  });
});

test('a server that is not there is named, and the password is not', async () => {
  const opening = openDatabase({ url: 'postgresql://me:secret@127.0.0.1:1/shop', entities: [] });
  const error = await opening.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatabaseUnavailableError);
  expect((error as Error).message).toBe(
    'Cannot connect to PostgreSQL database "shop" at 127.0.0.1:1. ' +
      'Nothing listens there: start the server, or check host and port in DATABASE_URL.',
  );
});
