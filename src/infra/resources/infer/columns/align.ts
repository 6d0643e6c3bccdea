import type { ColumnType, Identity, Resource } from '../../resource.ts';

const NUMBERS: readonly ColumnType[] = ['integer', 'bigint', 'numeric'];
const TEXTS: readonly ColumnType[] = ['text', 'uuid'];

/**
 * Gives the columns that show a parent the type of that parent's identifier, so that a foreign key can stand between
 * them: contracts often declare `projectId` more loosely than the `id` of a project.
 *
 * @param identities types of identifiers, by resource name
 */
export function alignParents(resource: Resource, identities: ReadonlyMap<string, Identity['type']>): Resource {
  const types = new Map(
    resource.parents.flatMap((parent): [string, Identity['type']][] => {
      const type = identities.get(parent.resource ?? '');
      return parent.property === undefined || type === undefined ? [] : [[parent.property, type]];
    }),
  );
  return {
    ...resource,
    properties: resource.properties.map((property) => {
      const type = types.get(property.name);
      const isAlike = [NUMBERS, TEXTS].some((group) => type && group.includes(type) && group.includes(property.type));
      return type && isAlike ? { ...property, type } : property;
    }),
  };
}
