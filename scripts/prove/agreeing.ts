import { violations } from '@plumbline/contract/check';
import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { getAt, setAt } from '../../src/infra/resources/body/members.ts';
import { placeOf } from '../../src/infra/resources/body/place.ts';
import type { ResourceModel, ResourceOperation } from '../../src/infra/resources/resource.ts';
import type { RequestValues } from './request.ts';

/**
 * A body that says the same as the path: where it tells the item's identity or its parents, which the path names, it
 * tells them as the path does. What a client means by two that differ no contract says.
 */
export function agreeing(
  { contract, model }: { contract: Contract; model: ResourceModel },
  operation: ContractOperation,
  values: RequestValues,
): RequestValues {
  const derived = model.operations.get(operation.id);
  if (derived === undefined || derived.request?.isList === true || !isMembers(values.body)) return values;
  let body: unknown = values.body;
  for (const { parameter, property } of namedTwice(derived)) {
    const at = placeOf(derived, property);
    const told = values.path[parameter];
    if ((getAt(body, at) ?? undefined) === undefined || told === undefined) continue;
    const { schema = true } = derived.resource.properties.find((each) => each.name === property) ?? {};
    const isScalar = typeof told === 'string' || typeof told === 'number';
    const forms = isScalar ? [told, String(told), Number(told)] : [told];
    const form = forms.find((each) => violations(contract, schema, each, 'request').length === 0) ?? told;
    body = setAt(body, at, form);
  }
  return { ...values, body };
}

/** Path parameters that name what a property of the item tells as well. */
function namedTwice({ key, scope, resource }: ResourceOperation): { parameter: string; property: string }[] {
  const own = key?.in === 'path' ? (key.property ?? resource.identity?.property) : undefined;
  const named = scope.flatMap(({ parameter, column }) => {
    const parent = resource.parents.find((each) => each.column === column);
    return parent?.property === undefined ? [] : [{ parameter, property: parent.property }];
  });
  return key === undefined || own === undefined ? named : [...named, { parameter: key.name, property: own }];
}
