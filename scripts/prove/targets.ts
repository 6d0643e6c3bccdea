import { violations } from '@plumbline/contract/check';
import { isMembers } from '@plumbline/contract/json';
import { getAt } from '../../src/infra/resources/body/members.ts';
import { placeOf } from '../../src/infra/resources/body/place.ts';
import { absentTargetCode } from '../../src/infra/resources/item/targets.ts';
import type { ItemReference, Resource, ResourceOperation } from '../../src/infra/resources/resource.ts';
import type { NameTargets } from './arrange.ts';
import { createItem, creatorOf, type Bindings } from './create.ts';
import type { RequestValues } from './request-values.ts';
import { areValid } from './vary/valid-values.ts';
import type { World } from './world.ts';

/** Maximum number of different targets that one list of identifiers names. */
const MOST_TARGETS = 10;

/**
 * Creates the items that requests refer to (`customerId`, `tagIds`) and puts their identifiers in the place of sampled
 * ones, which name nothing. One target serves many requests, unless the reference has to be unique.
 */
export function targetNamer(world: World): NameTargets {
  const shared = new Map<string, unknown[]>();
  /** Resources whose items are being created: a reference back to one of them is left out. */
  const creating = new Set<string>();
  let scanned = 0;

  return async (operation, values, held) => {
    const derived = world.model.operations.get(operation.id);
    if (derived === undefined || values.body === undefined || absentTargetCode(operation) === undefined) return values;
    forgetCleared();
    const named = structuredClone(values);
    for (const reference of referencesOf(world, derived)) {
      if (held.includes(reference.property)) continue;
      for (const { holder, name } of holdersOf(derived, named.body, reference.property)) {
        const value = holder[name] ?? undefined;
        if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
        const count = Array.isArray(value) ? Math.min(value.length, MOST_TARGETS) : 1;
        const known = await identitiesFor(derived, reference, named, count);
        if (known.length > 0) {
          const forms = known.map((identity) => inForm(world, derived, reference, identity));
          holder[name] = Array.isArray(value) ? value.map((_, index) => forms[index % forms.length]) : forms[0];
          continue;
        }
        delete holder[name];
        // What is required stays, whatever it names.
        if (!areValid(world.contract, operation, named)) holder[name] = value;
      }
    }
    return named;
  };

  async function identitiesFor(
    derived: ResourceOperation,
    reference: ItemReference,
    values: RequestValues,
    count: number,
  ): Promise<readonly unknown[]> {
    const target = world.model.resources.find(({ name }) => name === reference.target);
    if (target === undefined || creating.has(target.name) || creatorOf(world, target) === undefined) return [];
    const { resource, role } = derived;
    const isUnique = resource.properties.some(({ name, unique }) => name === reference.property && unique);
    const isContested = role === 'create' && world.contested.has(resource.name);
    const isShared = !isUnique && !isContested && reference.scope.length === 0;
    const known = isShared ? (shared.get(target.name) ?? []) : [];
    creating.add(target.name);
    try {
      while (known.length < count) {
        const made = await createItem(world, target, 1, bindingsFor(derived, reference, target, values));
        if (made?.identity === undefined) break;
        known.push(made.identity);
      }
    } finally {
      creating.delete(target.name);
    }
    if (isShared) shared.set(target.name, known);
    return known.slice(0, count);
  }

  /** Drops the targets where an operation has since removed all or several items of a collection. */
  function forgetCleared(): void {
    const since = world.exchanges.slice(scanned);
    scanned = world.exchanges.length;
    const isCleared = since.some(({ operation, status }) => {
      const { role, key } = world.model.operations.get(operation) ?? {};
      return status < 300 && (role === 'clear' || (role === 'remove' && key?.isList === true));
    });
    if (isCleared) shared.clear();
  }
}

/** The references of a request that are checked, but for those that the path names too. */
function referencesOf({ model }: World, { resource, request, scope }: ResourceOperation): readonly ItemReference[] {
  return model.itemReferences.filter(
    ({ resource: name, property, reason, column }) =>
      name === resource.name &&
      reason === undefined &&
      request?.properties.includes(property) === true &&
      !scope.some((each) => each.column === column),
  );
}

/** The objects in a body that have a property of an item: one, or one for each of several items. */
function holdersOf(
  derived: ResourceOperation,
  body: unknown,
  property: string,
): { holder: Record<string, unknown>; name: string }[] {
  const { at = [], isList = false, aloneAt } = derived.request ?? {};
  const inside = placeOf(derived, property).slice(at.length);
  const several = isList && at.length === 0 ? body : getAt(body, at);
  const items = isList && !Array.isArray(several) ? [getAt(body, aloneAt ?? at)] : [several].flat();
  return items.flatMap((item) => {
    const holder = getAt(item, inside.slice(0, -1));
    const name = inside.at(-1);
    return isMembers(holder) && name !== undefined ? [{ holder, name }] : [];
  });
}

/** Path values of the parents that an item has in common with what it refers to; none: parents are created too. */
function bindingsFor(
  { scope }: ResourceOperation,
  reference: ItemReference,
  target: Resource,
  { path }: RequestValues,
): Bindings | undefined {
  if (reference.scope.length === 0) return undefined;
  const pairs = reference.scope.flatMap(({ column, target: outer }) => {
    const own = scope.find((each) => each.column === column)?.parameter;
    const parameter = target.parents.find((each) => each.column === outer)?.parameter;
    return own === undefined || parameter === undefined ? [] : [[parameter, path[own]] as const];
  });
  return pairs.length === reference.scope.length ? Object.fromEntries(pairs) : undefined;
}

/** The identifier as the reference declares it: a number that is written as text, or the other way round. */
function inForm({ contract }: World, { resource }: ResourceOperation, reference: ItemReference, identity: unknown) {
  const { schema = true } = resource.properties.find(({ name }) => name === reference.property) ?? {};
  const isScalar = typeof identity === 'string' || typeof identity === 'number';
  const forms = isScalar ? [identity, String(identity), Number(identity)] : [identity];
  const fits = (form: unknown): boolean =>
    violations(contract, schema, reference.isList ? [form] : form, 'request').every(
      ({ keyword }) => keyword === 'minItems',
    );
  return forms.find(fits) ?? identity;
}
