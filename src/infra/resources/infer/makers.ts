import type { ItemReference, Resource, ResourceModel } from '../resource.ts';

/**
 * Whether no operation that is served creates items of a resource.
 *
 * @param left identifiers of derived operations that are not served, as in production those that would invent values
 */
export function isUnmade(
  { operations }: Pick<ResourceModel, 'operations'>,
  { name, isCreatable }: Pick<Resource, 'name' | 'isCreatable'>,
  left: ReadonlySet<string>,
): boolean {
  if (!isCreatable) return true;
  const makers = [...operations.values()].filter(
    ({ resource, role, created }) => resource.name === name && (role === 'create' || created !== undefined),
  );
  return makers.length > 0 && makers.every(({ operation }) => left.has(operation.id));
}

/** References as far as they can be checked: to items that nothing creates, none can. */
export function referencesWithout(model: ResourceModel, left: ReadonlySet<string>): ItemReference[] {
  const unmade = new Set(model.resources.filter((each) => isUnmade(model, each, left)).map(({ name }) => name));
  return model.itemReferences.map((each) =>
    unmade.has(each.target) ? { ...each, reason: each.reason ?? `nothing creates ${each.target} here` } : each,
  );
}
