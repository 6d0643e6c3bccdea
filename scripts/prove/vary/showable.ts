import { violations } from '@plumbline/contract/check';
import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { pointerToken } from '@plumbline/contract/schema';
import { sample } from '@plumbline/contract/sample/sample';
import { unboxed } from '../../../src/infra/resources/body/boxes.ts';
import { getAt, setAt } from '../../../src/infra/resources/body/members.ts';
import { placeOf } from '../../../src/infra/resources/body/place.ts';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { valueAt } from '../members.ts';
import type { RequestValues } from '../request.ts';
import { areValid } from './valid-values.ts';

/**
 * Names of the properties that a valid request gives values which reading the item could not show: the contract takes more
 * than it gives back, and a server may refuse what it could not keep.
 */
export function unshowable(
  contract: Contract,
  { request, resource, assigns = [], role }: ResourceOperation,
  { body, query }: RequestValues,
): string[] {
  if (role === 'list' || role === 'read') return [];
  const found = valueAt(body, request?.at ?? []);
  const items: unknown[] = Array.isArray(found) ? found : [found];
  const said = items.filter(isMembers).flatMap((item) =>
    Object.entries(unboxed(item, resource.boxes)).map(([name, value]) => ({
      name: request?.names?.[name] ?? name,
      value,
    })),
  );
  const assigned = assigns.flatMap(({ parameter, column }) => {
    const name = resource.properties.find((each) => each.column === column)?.name;
    return name === undefined || query[parameter] === undefined ? [] : [{ name, value: query[parameter] }];
  });
  return [...said, ...assigned].flatMap(({ name, value }) => {
    // What is missing within, the server may add.
    const wrong = violations(contract, resource.representation, { [name]: value }, 'response').filter(
      ({ pointer, keyword }) => pointer.startsWith(`/${pointerToken(name)}`) && keyword !== 'required',
    );
    return wrong.length > 0 ? [name] : [];
  });
}

/** The same request with values that reading can show, in the place of those that it could not: so what is sent is kept. */
export function showable(
  contract: Contract,
  derived: ResourceOperation | undefined,
  operation: ContractOperation,
  values: RequestValues,
): RequestValues {
  if (derived === undefined) return values;
  let known = values;
  for (const name of unshowable(contract, derived, values)) {
    const { schema } = derived.resource.properties.find((each) => each.name === name) ?? {};
    if (schema === undefined) continue;
    const shown = sample(contract, schema, { seed: name, view: 'response' });
    const at = placeOf(derived, name);
    if (getAt(known.body, at) === undefined) continue;
    const copy = { ...known, body: setAt(known.body, at, shown) };
    if (areValid(contract, operation, copy)) known = copy;
  }
  return known;
}
