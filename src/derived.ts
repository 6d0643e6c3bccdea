import { NOTHING_DERIVED, partialOperations, type Answerers } from './answering.ts';
import type { Contract } from './infra/contract/contract.ts';
import type { Database } from './infra/db/database.ts';
import { inferResources } from './infra/resources/infer/infer.ts';
import { belowItems } from './infra/resources/parents.ts';
import { serveResources } from './infra/resources/serve.ts';
import type { Logger } from './infra/telemetry/logger.ts';

/** Derived resources while the program runs. */
export interface Derived {
  answerers: Omit<Answerers, 'handlers'>;
  /** To be called once requests are answered: builds in the background what makes the answers quicker. */
  started: () => void;
  /** Finishes what is being built. */
  close: () => Promise<void>;
}

/** Where handlers answer everything. */
export const NO_RESOURCES: Derived = {
  answerers: NOTHING_DERIVED,
  started: () => undefined,
  close: () => Promise.resolve(),
};

/**
 * Derives the resources of a contract and brings their tables in line with it.
 *
 * @param opening the database, which starts while the contract is looked at
 * @throws EvolutionError when the data that stands does not fit the contract
 */
export async function deriveResources(
  contract: Contract,
  opening: Promise<Database>,
  logger: Logger,
): Promise<Derived> {
  const model = inferResources(contract);
  const { answerers, buildIndexes } = await serveResources({ contract, model, database: await opening, logger });
  const closing = new AbortController();
  let building = Promise.resolve();
  return {
    answerers: { derived: answerers, partial: partialOperations(model), below: belowItems(model, answerers) },
    started: () => {
      building = buildIndexes(closing.signal).catch((error: unknown) => {
        logger.warn('indexes could not be built: lists are slower, and the next start tries again', { error });
      });
    },
    close: () => {
      closing.abort();
      return building;
    },
  };
}
