import { relative, resolve } from 'node:path';
import { OWN_CONTRACT } from '../../src/config.ts';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { inferResources } from '../../src/infra/resources/infer/infer.ts';
import { execute, withDatabase } from '../bench/scratch-database.ts';
import { openGround, type Ground } from '../prove/ground.ts';
import { openBase, type Base } from './base.ts';
import type { Context } from './context.ts';
import { MisuseError } from '../arguments.ts';
import type { GateOptions } from './options.ts';

/**
 * Runs `use` with everything that stages look at. The backend runs on a fresh database of the server that DATABASE_URL
 * names, else on PGlite in memory; afterwards it is stopped and the database dropped.
 *
 * @throws MisuseError when that server does not answer
 */
export async function withContext<T>(options: GateOptions, use: (context: Context) => Promise<T>): Promise<T> {
  const server = process.env['DATABASE_URL'];
  if (server === undefined || server === '') return inContext(options, {}, use);
  await assertAnswers(server);
  return withDatabase(server, 'gate', (database) => inContext(options, { server, database }, use));
}

/** @throws MisuseError when nobody can be asked there; the URL may hold a password, and is not repeated */
async function assertAnswers(server: string): Promise<void> {
  try {
    await execute(server, 'select 1');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MisuseError(`DATABASE_URL names no PostgreSQL server that answers: ${why}`, { cause: error });
  }
}

async function inContext<T>(
  options: GateOptions,
  { server, database }: { server?: string; database?: string },
  use: (context: Context) => Promise<T>,
): Promise<T> {
  const { file, seed, examples } = options;
  const contract = placedFromHere(await loadContract(file));
  let base: Promise<Base> | undefined;
  let ground: Promise<Ground> | undefined;
  const context: Context = {
    file,
    isOwn: resolve(file) === OWN_CONTRACT,
    contract,
    model: inferResources(contract),
    ...(server !== undefined && { server }),
    seed,
    examples,
    base: () => (base ??= openBase(file, options.base)),
    ground: () => (ground ??= openGround(file, contract, database)),
    exchanges: [],
    progress: () => undefined,
  };
  try {
    return await use(context);
  } finally {
    const running = await ground?.catch(() => undefined);
    await running?.stop();
  }
}

/** The contract, its places told as a reader of the reports names files: from the folder in which the gate was called. */
function placedFromHere(contract: Contract): Contract {
  return {
    ...contract,
    locate(pointer) {
      const place = contract.locate(pointer);
      return place && { ...place, file: relative('', place.file) };
    },
  };
}
