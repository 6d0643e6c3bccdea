import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedData } from '../../../scripts/seed-data.ts';
import { Project } from '../../../src/domain/project/project.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { DESK_ENTITIES } from '../../../src/infra/db/services.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-seed-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

/** Runs a script on the built-in database of the test's directory: its lines after the first, and how it ended. */
async function run(script: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const env = { ...process.env, DATA_DIR: directory, DATABASE_URL: '' };
  return await new Promise((done) => {
    execFile(process.execPath, [`scripts/${script}.ts`, ...args], { env }, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`.trim().split('\n').slice(1);
      done({ code: error === null ? 0 : Number(error.code), lines });
    });
  });
}

test('the data is the same every time, and shows every status and every priority', () => {
  const { projects, items } = seedData();

  expect(seedData()).toEqual({ projects, items });
  expect([...new Set(projects.map(({ status }) => status))].sort()).toEqual(['active', 'archived']);
  expect([...new Set(items.map(({ status }) => status))].sort()).toEqual(['done', 'draft', 'in-progress', 'ready']);
  expect([...new Set(items.map(({ priority }) => priority))].sort()).toEqual(['high', 'low', 'medium', 'urgent']);
});

test('seeding wants an up-to-date database, fills it once, and never touches what others made', async () => {
  expect(await run('seed')).toEqual({
    code: 1,
    lines: ['The database is not up to date. Run `npm run db:migrate` first.'],
  });
  expect(await run('migrate', 'up')).toMatchObject({ code: 0 });
  expect(await run('seed')).toEqual({
    code: 0,
    lines: [
      '  added  3 accounts, for development only; each has the password "seven quiet otters":',
      '         ada@desk.example (administrator)',
      '         grace@desk.example (user)',
      '         linus@desk.example (user)',
      '  added  3 projects',
      '  added  6 backlog items',
    ],
  });
  expect(await run('seed')).toEqual({ code: 0, lines: ['Nothing to do: the data is there already.'] });

  const database = await openDatabase({ dataDir: directory, entities: DESK_ENTITIES });
  const em = database.orm.em.fork();
  const own = new Project(
    '019aa1b2-7c00-7000-8000-000000000001',
    { key: 'OWN', name: 'Own', description: '' },
    new Date(),
  );
  await em.nativeDelete(Project, {});
  em.persist(own);
  await em.flush();
  await database.close();

  expect(await run('seed')).toEqual({
    code: 1,
    lines: ["This database holds data already, and seeding changes nobody else's. Seed an empty one."],
  });
}, 120_000);

test('keys are rotated, everything is encrypted anew, and the audit chain is proved or its first broken link is named', async () => {
  const keyIds = async () => {
    const { text } = JSON.parse(await readFile(join(directory, 'keys.json'), 'utf8')) as { text: string };
    return (JSON.parse(text) as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  const before = await keyIds();
  expect((await run('keys-rotate')).lines).toEqual(
    expect.arrayContaining([
      '  accounts         done: 3 of 3 rows encrypted anew',
      'Keys kept: 2 to sign or verify with, 1 to read data with.',
    ]),
  );
  const after = await keyIds();
  expect([before.length, after.length, after.includes(String(before[0]))]).toEqual([1, 1, false]);

  expect(await run('audit-verify')).toEqual({
    code: 0,
    lines: [expect.stringMatching(/^Intact: 0 events, head 0:0{64}:[0-9a-f]{64}$/), 'No anchor file was compared.'],
  });
  const database = await openDatabase({ dataDir: directory, entities: DESK_ENTITIES });
  await database.execute(
    `insert into desk.audit_events values ('019aa1b2-7c00-7000-8000-000000000001', 1, now(), '{"kind":"system","id":null}',
     'forged', '{"kind":"account","id":null}', 'success', 'r', null, null, null, '${'0'.repeat(64)}', '${'f'.repeat(64)}')`,
  );
  await database.close();
  expect(await run('audit-verify')).toEqual({
    code: 1,
    lines: ['Broken at event 1 (019aa1b2-7c00-7000-8000-000000000001): its content was changed after it was written.'],
  });
}, 120_000);
