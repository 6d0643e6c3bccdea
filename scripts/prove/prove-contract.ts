import type { Contract } from '@plumbline/contract/contract';
import type { ResourceModel } from '../../src/infra/resources/resource.ts';
import { callableModel, isCallable, proveCallable } from './callable.ts';
import { proveBreaches } from './checks/breaches.ts';
import { proveAuthentication } from './checks/intruders.ts';
import { proveInvalid } from './checks/invalid.ts';
import { proveOutcomes } from './checks/outcomes.ts';
import { proveHead, proveMethods } from './checks/protocol.ts';
import { proveValid, type Subject } from './checks/valid.ts';
import type { Exchange } from './exchange.ts';
import { reach } from './reach.ts';
import { proveDeclaredLinks } from './stories/declared-links.ts';
import { proveLinks } from './stories/links.ts';
import { proveListing } from './stories/listing.ts';
import { proveNesting } from './stories/nesting.ts';
import { proveReferences } from './stories/references.ts';
import { tellOfSingleton } from './stories/singleton.ts';
import { tellStory } from './stories/story.ts';
import type { StoryResult } from './stories/telling.ts';
import type { Supplies } from './supplies/supplies.ts';
import { targetNamer } from './targets.ts';
import { fail, type Failure, type World } from './world.ts';

export interface ProveOptions {
  url: string;
  supplies: Supplies;
  seed: number;
  examples: number;
  limit: number;
  /** Told as the proof goes on: how many of how many operations are done. */
  progress?: (text: string) => void;
}

export interface Proven {
  exchanges: Exchange[];
  failures: Failure[];
  stories: StoryResult[];
}

/** Proves a running backend true to its contract, from the contract alone; the same seed sends the same requests. */
export async function proveContract(contract: Contract, model: ResourceModel, options: ProveOptions): Promise<Proven> {
  const { progress, ...settings } = options;
  const callable = callableModel({ model, supplies: options.supplies });
  const world: World = {
    contract,
    model: callable,
    ...settings,
    contested: new Set(),
    exchanges: [],
    trail: [],
    failures: [],
  };
  world.nameTargets = targetNamer(world);
  const stories: StoryResult[] = [];
  for (const resource of model.resources) {
    progress?.(`story of ${resource.name}`);
    await guarded(world, world.contract.operations[0], async () => {
      const story = (await tellStory(world, resource)) ?? (await tellOfSingleton(world, resource));
      if (story) stories.push(story);
    });
  }
  for (const derived of callable.operations.values()) {
    if (derived.role === 'list') await guarded(world, derived.operation, () => proveListing(world, derived));
  }
  for (const story of [proveNesting, proveReferences, proveDeclaredLinks, proveLinks]) {
    await guarded(world, contract.operations[0], () => story(world));
  }
  for (const [index, operation] of contract.operations.entries()) {
    progress?.(`${index + 1} of ${contract.operations.length}: ${operation.id}`);
    await guarded(world, operation, () => proveOperation(world, operation));
  }
  return { exchanges: world.exchanges, failures: world.failures, stories };
}

async function proveOperation(world: World, operation: Contract['operations'][number]): Promise<void> {
  if (!isCallable(world, operation)) {
    await proveAuthentication(world, { operation, derived: undefined, path: {} });
    proveCallable(world, operation);
    return;
  }
  const derived = world.model.operations.get(operation.id);
  const subject: Subject = { operation, derived, path: (await reach(world, operation)).path };
  for (const check of [
    proveMethods,
    proveHead,
    proveAuthentication,
    proveOutcomes,
    proveBreaches,
    proveInvalid,
    proveValid,
  ])
    await check(world, subject);
}

/** A server that no longer answers has been noted; the proof goes on with the next operation. */
async function guarded(
  world: World,
  operation: Contract['operations'][number] | undefined,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (operation)
      fail(
        world,
        'proved',
        operation,
        `could not be proven: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
  }
}
