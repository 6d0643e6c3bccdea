import type { World } from '../prove/world.ts';
import type { Context } from './context.ts';

/** A world for one stage: the backend that all stages share, and failures of its own. What is sent is kept for all. */
export async function stageWorld(context: Context): Promise<World> {
  const { contract, model, seed, examples, exchanges } = context;
  const { url, supplies } = await context.ground();
  return {
    contract,
    model,
    url,
    supplies,
    seed,
    examples,
    limit: 0,
    contested: new Set(),
    exchanges,
    trail: [],
    failures: [],
  };
}
