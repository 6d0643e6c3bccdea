import { listOperations, partialOperations, type Answerers } from './answering.ts';
import type { Contract } from '@plumbline/contract/contract';
import type { Database } from './infra/db/database.ts';
import { emulatedOperations, reasonOf } from './infra/resources/emulation/emulation.ts';
import { countSampled } from './infra/resources/infer/findings.ts';
import { referencesWithout } from './infra/resources/infer/makers.ts';
import { inferResources } from './infra/resources/infer/infer.ts';
import { belowItems } from './infra/resources/parents.ts';
import type { ResourceModel } from './infra/resources/resource.ts';
import { serveResources } from './infra/resources/serve.ts';
import type { Logger } from './infra/telemetry/logger.ts';

/** What start-up reports of the resources of a contract. */
export interface Inferred {
  /** How many derived operations show samples, since no operation creates the items. */
  sampled: number;
  /** Operations whose shape would allow it and that are not derived all the same. */
  notDerived: readonly { operation: string; reason: string }[];
}

export const NOTHING_INFERRED: Inferred = { sampled: 0, notDerived: [] };

/**
 * Derives the resources of a contract and brings their tables in line with it.
 *
 * @param opening the database, which starts while the contract is looked at
 * @param isProduction operations that would have to invent something are left out
 * @throws EvolutionError when the data that stands does not fit the contract
 */
export async function deriveResources(
  contract: Contract,
  opening: Promise<Database>,
  logger: Logger,
  isProduction: boolean,
): Promise<Omit<Answerers, 'handlers'> & { inferred: Inferred }> {
  const inferred = inferResources(contract);
  const emulated = emulatedOperations(contract, inferred);
  const left = isProduction ? new Set(emulated.keys()) : new Set<string>();
  const model = { ...inferred, itemReferences: referencesWithout(inferred, left) };
  const all = await serveResources({ contract, model, database: await opening, logger, isProduction });
  const derived = new Map([...all].filter(([id]) => !left.has(id)));
  return {
    derived,
    partial: partialOperations(model),
    lists: listOperations(model),
    below: belowItems(model, derived),
    emulated: new Map([...emulated].map(([id, emulation]) => [id, reasonOf(emulation)])),
    inferred: { sampled: countSampled(model, left), notDerived: notDerivedOf(contract, model) },
  };
}

/** Each operation that is left out for a reason, as start-up reports it. */
function notDerivedOf(contract: Contract, { notDerived }: ResourceModel): Inferred['notDerived'] {
  return contract.operations.flatMap(({ id, method, path }) => {
    const reason = notDerived.get(id);
    return reason === undefined ? [] : [{ operation: `${method.toUpperCase()} ${path}`, reason }];
  });
}
