import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openVersion, VersionError } from '../../../../scripts/diff/version.ts';
import type { Context } from '../../../../scripts/gate/context.ts';
import { runStages } from '../../../../scripts/gate/run.ts';
import { changes } from '../../../../scripts/gate/stages/changes.ts';
import { migrationProblems } from '../../../../scripts/gate/stages/migration.ts';
import { replay } from '../../../../scripts/gate/stages/replay.ts';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';

const folder = join(import.meta.dirname, '../../../../openapi/examples');
const contracts = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));

describe.each(contracts)('%s', (name) => {
  test('means nothing for the rows of itself', async () => {
    const contract = await loadContract(join(folder, name));
    expect(migrationProblems(contract, contract)).toEqual([]);
  });
});

test('what lies outside the repository is in no commit', async () => {
  await expect(openVersion('HEAD:../../../../../../../../etc/hostname')).rejects.toThrow(VersionError);
});

test('what is gone is shown where it is missing, and told where it was', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-changes-'));
  try {
    const text = await readFile(join(folder, 'library.yaml'), 'utf8');
    const [base, revision] = [join(directory, 'base.yaml'), join(directory, 'revision.yaml')];
    await writeFile(base, text);
    await writeFile(revision, text.replace(/^ {4}delete:\n(?: {5,}.*\n|\n)*/m, ''));
    const contract = await loadContract(revision);
    const baseContract = await loadContract(base);
    const context = {
      isOwn: false,
      contract,
      model: inferResources(contract),
      base: () => ({ name: 'b', contract: baseContract }),
    };
    const { problems } = await changes.check(context as unknown as Context);
    const gone = problems.find(({ rule }) => rule.startsWith('changes/api-removed'));
    const line = (all: string, part: RegExp) => all.slice(0, all.search(part)).split('\n').length;
    expect(gone?.place).toMatchObject({
      file: revision,
      line: line(await readFile(revision, 'utf8'), /\/books\/\{bookId\}:/),
    });
    expect(gone?.message).toContain(` It was at ${base}:${line(text, /delete:/)}:`);
  } finally {
    await rm(directory, { recursive: true });
  }
});

describe('a stage that compared nothing', () => {
  const outcomes = async (stages: Parameters<typeof runStages>[0]) => {
    const directory = await mkdtemp(join(tmpdir(), 'plumbline-changes-'));
    const file = join(directory, 'empty.json');
    try {
      await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Empty', version: '1' }, paths: {} }));
      const base = { name: 'empty.json', contract: await loadContract(file) };
      const contract = await loadContract(join(folder, 'library.yaml'));
      const context = { contract, model: inferResources(contract), exchanges: [], base: () => Promise.resolve(base) };
      const watcher = { began: () => undefined, ended: () => undefined };
      const report = await runStages(stages, context as unknown as Context, watcher, '2026-11-30');
      return report.stages.map(({ stage, outcome, compared }) => ({ stage, outcome, compared }));
    } finally {
      await rm(directory, { recursive: true });
    }
  };

  test('is skipped, not passed, where the base declares nothing', async () => {
    expect(await outcomes([changes, replay])).toEqual([
      { stage: 'changes', outcome: 'skipped', compared: 0 },
      { stage: 'replay', outcome: 'skipped', compared: 0 },
    ]);
  });

  test('fails where there was something to compare', async () => {
    const check = () => Promise.resolve({ summary: '', problems: [], compared: 0 });
    expect(
      await outcomes([
        { ...changes, check },
        { ...replay, check },
      ]),
    ).toEqual([
      { stage: 'changes', outcome: 'failed', compared: 0 },
      { stage: 'replay', outcome: 'failed', compared: 0 },
    ]);
  });
});
