import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { pointerToken } from '@plumbline/contract/schema';
import { sample } from '@plumbline/contract/sample/sample';
import type { Property, ResourceModel, ResourceOperation } from '../../src/infra/resources/resource.ts';
import type { RequestValues } from './request-values.ts';
import { areValid } from './vary/valid-values.ts';

/** The value that a patch sets differs from what items are created with. */
const SEED = 41;

/** Whether a body is a list of operations on the item (JSON Patch, RFC 6902). */
export function isJsonPatch({ mediaType }: Pick<RequestValues, 'mediaType'>): boolean {
  return /json-patch\+json/i.test(mediaType ?? '');
}

/**
 * A JSON Patch that fits every item of its resource, in place of one that was sampled: no schema of operations says
 * which pointers lead to something.
 *
 * @returns nothing where the values hold no JSON Patch, or the contract takes none that is known to fit
 */
export function fittingPatch(
  { contract, model }: { contract: Contract; model: ResourceModel },
  operation: ContractOperation,
  values: RequestValues,
): RequestValues | undefined {
  const derived = model.operations.get(operation.id);
  if (!isJsonPatch(values) || derived === undefined) return undefined;
  for (const { name, schema } of changeable(derived)) {
    const value = sample(contract, schema, { seed: SEED, view: 'request' });
    const fitting = patchOf(contract, operation, values, name, value);
    if (fitting) return fitting;
  }
  return undefined;
}

/** Values whose JSON Patch gives one member another value; `undefined` where the contract forbids such a patch. */
export function patchOf(
  contract: Contract,
  operation: ContractOperation,
  values: RequestValues,
  name: string,
  value: unknown,
): RequestValues | undefined {
  const path = `/${pointerToken(name)}`;
  return ['add', 'replace']
    .map((op) => ({ ...values, body: [{ op, path, value }] }))
    .find((each) => areValid(contract, operation, each));
}

/** Properties that any item may be given another value of, those first that several items may share. */
function changeable({ resource }: ResourceOperation): Property[] {
  return resource.properties
    .filter(({ name, readOnly, writeOnly }) => !readOnly && !writeOnly && name !== resource.identity?.property)
    .toSorted((one, other) => Number(one.unique) - Number(other.unique));
}
