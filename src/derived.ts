import { partialOperations, type Answerers } from './answering.ts';
import type { Contract } from './infra/contract/contract.ts';
import type { Database } from './infra/db/database.ts';
import { inferResources } from './infra/resources/infer/infer.ts';
import { belowItems } from './infra/resources/parents.ts';
import { serveResources } from './infra/resources/serve.ts';
import type { Logger } from './infra/telemetry/logger.ts';

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
): Promise<Omit<Answerers, 'handlers'>> {
  const model = inferResources(contract);
  const derived = await serveResources({ contract, model, database: await opening, logger });
  return { derived, partial: partialOperations(model), below: belowItems(model, derived) };
}
