import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import type { ResourceModel } from '../../src/infra/resources/resource.ts';
import { agreeing } from './agreeing.ts';
import type { Credentials } from './credentials.ts';
import { fittingPatch } from './json-patch.ts';
import { encodeRequest, type ProvingRequest, type RequestValues } from './request.ts';
import type { Arrangement, Supplies } from './supplies/supplies.ts';
import type { Received } from './verdict.ts';

/** Changes values that were arranged. @param held names of the members of the body that the arrangement holds */
export type Change = (values: RequestValues, held: readonly string[]) => RequestValues;

/**
 * Puts the identifiers of items that exist in the place of sampled ones.
 *
 * @param held names of members that stay as they are
 */
export type NameTargets = (
  operation: ContractOperation,
  values: RequestValues,
  held: readonly string[],
) => Promise<RequestValues>;

/** A request that is arranged to succeed, and whoever wants to know what came of it. */
export interface ArrangedRequest {
  request: ProvingRequest;
  /** Who sends it, where not just anybody may. */
  credentials?: Credentials;
  settle: (received: Received) => void;
}

/**
 * Makes a request succeed that is valid by the contract: it is sent by somebody who may do it, about what is there, and
 * with values that hold.
 *
 * @param values as sampled
 * @param change what the request is to find out, done to the values that were arranged
 * @param credentials who is to send it, whoever was arranged
 */
export async function arranged(
  world: { contract: Contract; model: ResourceModel; supplies: Supplies; nameTargets?: NameTargets },
  operation: ContractOperation,
  values: RequestValues,
  change: Change = (same) => same,
  credentials?: Credentials,
): Promise<ArrangedRequest> {
  const arrangement = await world.supplies.arrange(operation);
  const held = Object.keys(arrangement.body ?? {});
  const changed = change(withArrangement(fittingPatch(world, operation, values) ?? values, arrangement), held);
  const named = (await world.nameTargets?.(operation, changed, held)) ?? changed;
  const said = agreeing(world, operation, named);
  const caller = credentials ?? arrangement.credentials;
  return {
    request: encodeRequest(world.contract, operation, said, caller),
    ...(caller && { credentials: caller }),
    settle: (received) => {
      arrangement.settle?.(received, said.body);
    },
  };
}

/** Values with what was arranged in the place of what was sampled. */
export function withArrangement(values: RequestValues, { path, body }: Arrangement): RequestValues {
  const known = values.body;
  if (!isMembers(known) || body === undefined) return { ...values, path: { ...values.path, ...path } };
  const held = Object.entries(body).filter(([name]) => Object.hasOwn(known, name));
  return {
    ...values,
    path: { ...values.path, ...path },
    body: { ...known, ...Object.fromEntries(held) },
  };
}
