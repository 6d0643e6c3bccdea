import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import type { Bindings, Made } from '../create.ts';
import type { Received } from '../verdict.ts';
import type { World } from '../world.ts';

/** An answer to a list, and the items in it. */
export interface Answered extends Pick<Received, 'status' | 'headers' | 'json'> {
  items: Record<string, unknown>[];
}

/** A list operation below one parent, with a few items in it. */
export interface Listing {
  world: World;
  list: ResourceOperation;
  path: Bindings;
  /** What was created for it and must be in it; nothing where the list need not show it, or nothing can be created. */
  made: readonly Made[];
  ask: (query: Bindings) => Promise<Answered>;
  /** Asks for a URL that an answer gave. */
  follow: (url: string) => Promise<Answered>;
  wrong: (rule: string, problem: string) => void;
}
