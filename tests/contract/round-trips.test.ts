import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBackend, type Backend } from '../../scripts/prove/backend.ts';
import { createItem, type Made } from '../../scripts/prove/create.ts';
import { tellStory } from '../../scripts/prove/stories/story.ts';
import { PROVING_SECRET, standIns } from '../../scripts/prove/supplies/stand-ins.ts';
import { targetNamer } from '../../scripts/prove/targets.ts';
import { perform, type World } from '../../scripts/prove/world.ts';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../src/infra/resources/infer/infer.ts';
import type { ResourceOperation } from '../../src/infra/resources/resource.ts';

const folder = join(import.meta.dirname, '../../openapi/examples');
const contracts = (await readdir(folder)).filter((name) => /\.(ya?ml|json)$/.test(name));

/** What the second life of a server is asked again: an item that stayed, and one that was removed. */
interface Remembered {
  read: ResourceOperation;
  stayed: Made;
  shown: unknown;
  removed?: Made;
}

describe.each(contracts)('%s, served from a data directory', (name) => {
  let data: string;
  let backend: Backend;
  let world: World;

  const start = async (): Promise<void> => {
    backend = await startBackend(join(folder, name), {
      storage: ['--data', data],
      env: { DEVELOPMENT_SECRET: PROVING_SECRET },
    });
    world = { ...world, url: backend.url };
    world.nameTargets = targetNamer(world);
  };

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'plumbline-round-trip-'));
    const contract = await loadContract(join(folder, name));
    world = {
      contract,
      model: inferResources(contract),
      url: '',
      supplies: standIns(contract),
      seed: 11,
      examples: 1,
      limit: 1,
      contested: new Set(),
      exchanges: [],
      trail: [],
      failures: [],
    };
    await start();
  });

  afterAll(async () => {
    await backend.stop();
    await rm(data, { recursive: true });
  });

  test('every resource can be created, read, listed, changed, removed, and is then gone', async () => {
    const stories = [];
    for (const resource of world.model.resources) {
      const story = await tellStory(world, resource);
      if (story) stories.push(story);
    }
    expect({
      stories: stories.flatMap(({ resource, failures }) => failures.map((each) => `${resource}: ${each}`)),
      failures: world.failures,
    }).toEqual({ stories: [], failures: [] });
    expect(stories.length).toBeGreaterThan(0);
  });

  test('a restart keeps what was created, and what was removed stays gone', async () => {
    const remembered = await rememberEach(world);
    expect(remembered.length).toBeGreaterThan(0);
    await backend.stop();
    await start();
    for (const { read, stayed, shown, removed } of remembered) {
      const again = await perform(world, read.operation, { path: pathOf(read, stayed) });
      expect({ status: again.status, body: again.json ?? again.text }).toEqual({
        status: read.response.status,
        body: movedTo(backend.url, shown),
      });
      if (removed) expect((await perform(world, read.operation, { path: pathOf(read, removed) })).status).toBe(404);
    }
  });
});

/** What was shown, where it is now: items show their own address, and every server has a port of its own. */
function movedTo(url: string, shown: unknown): unknown {
  return JSON.parse(JSON.stringify(shown).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, new URL(url).origin));
}

async function rememberEach(world: World): Promise<Remembered[]> {
  const remembered: Remembered[] = [];
  const operations = [...world.model.operations.values()];
  for (const resource of world.model.resources) {
    const find = (role: string): ResourceOperation | undefined =>
      operations.find((each) => each.resource === resource && each.role === role && each.key?.in === 'path');
    const read = find('read');
    const stayed = read && (await createItem(world, resource));
    if (!read || stayed?.identity === undefined) continue;
    const first = await perform(world, read.operation, { path: pathOf(read, stayed) });
    const remove = find('remove');
    const removed = remove && (await createItem(world, resource));
    if (removed) await perform(world, remove.operation, { path: pathOf(remove, removed) });
    remembered.push({ read, stayed, shown: first.json ?? first.text, ...(removed ? { removed } : {}) });
  }
  return remembered;
}

function pathOf(operation: ResourceOperation, made: Made): Record<string, unknown> {
  return { ...made.bindings, [operation.key?.name ?? '']: made.identity };
}
