import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startMock } from '../../../../scripts/gate/mock-server.ts';
import { withContext } from '../../../../scripts/gate/open-context.ts';
import { readOptions } from '../../../../scripts/gate/options.ts';
import { check } from '../../../../scripts/gate/stages/mock-parity.ts';

const text = { type: 'string' };
const document = {
  openapi: '3.1.0',
  info: { title: 'Dead mock', version: '1' },
  paths: {
    '/words': {
      get: {
        operationId: 'words',
        responses: { 200: { description: 'ok', content: { 'application/json': { schema: text, example: 'a' } } } },
      },
    },
  },
};

test('mock-parity fails when the mock ends before it is asked, and passes while it runs', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-dead-mock-'));
  const file = join(directory, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  const options = readOptions([file], file, []);
  if (options === 'help') throw new Error('Help was asked for');
  const findings = await withContext(options, async (context) => ({
    running: await check(context),
    dead: await check(context, async (contract) => {
      const mock = await startMock(contract);
      // The process of `npm run mock` itself, so that nothing starts Prism again.
      await mock.stop();
      return mock;
    }),
  })).finally(() => rm(directory, { recursive: true }));
  expect([findings.running.compared > 0, findings.running.problems.filter(({ level }) => level === 'error')]).toEqual([
    true,
    [],
  ]);
  expect(findings.dead.compared).toBe(0);
  expect(findings.dead.problems.map(({ rule }) => rule)).toContain('mock-parity/nothing-compared');
}, 120_000);
