import type { Contract, SchemaObject } from '@plumbline/contract/contract';
import { flatten } from '@plumbline/contract/views/flatten';
import { schemaView } from '@plumbline/contract/views/view';
import type { Property, Resource, ResourceModel } from '../../../src/infra/resources/resource.ts';
import type { StoredColumn } from './stored-columns.ts';

/**
 * Where the contract takes or shows what the migrated tables could not hold, one sentence each: values that an enum or
 * a check refuses, texts that are too long or too short for it, null over NOT NULL; and sorts that no index serves. Looks at resources that are kept in a table of their name.
 */
export function promiseDrift(contract: Contract, model: ResourceModel, stored: readonly StoredColumn[]): string[] {
  return model.resources.flatMap((resource) => {
    const columns = new Map(
      stored.filter(({ table }) => table.endsWith(`.${resource.name}`)).map((column) => [column.name, column]),
    );
    return [
      ...resource.properties.flatMap((property) => {
        const column = columns.get(property.column);
        return column === undefined ? [] : unkept(contract, resource, property, column);
      }),
      ...sortedBy(model, resource)
        .map((name) => columns.get(resource.properties.find((property) => property.name === name)?.column ?? ''))
        .flatMap((column) =>
          column === undefined || column.isIndexed
            ? []
            : [`Lists of ${resource.name} sort by ${column.table}.${column.name}, which no index serves.`],
        ),
    ];
  });
}

function unkept(contract: Contract, { name: noun }: Resource, property: Property, column: StoredColumn): string[] {
  const view = schemaView(contract, 'request');
  const { types, values = [], parts } = flatten(view, view.of(property.schema));
  const longest = Math.min(...numbers(parts, 'maxLength'));
  const shortest = Math.max(0, ...numbers(parts, 'minLength'));
  const where = `"${property.name}" of ${noun}`;
  const at = `${column.table}.${column.name}`;
  const refused = values.filter((value) => typeof value === 'string' && column.values?.includes(value) === false);
  const said: string[] = [];
  if (refused.length > 0) said.push(`${where} may be ${refused.join(', ')}, which ${at} does not take.`);
  if (column.maxLength !== undefined && column.maxLength < longest) {
    said.push(`${where} may have ${longest} characters, ${at} takes ${column.maxLength} at most.`);
  }
  if (column.minLength !== undefined && shortest < column.minLength) {
    said.push(`${where} may have ${shortest} characters, ${at} takes no less than ${column.minLength}.`);
  }
  if (types?.has('null') === true && column.isRequired) said.push(`${where} may be null, but ${at} is NOT NULL.`);
  return said;
}

/** Every bound that the parts of a composition state; all hold at once. */
function numbers(parts: readonly SchemaObject[], keyword: string): number[] {
  return parts.map((part) => part[keyword]).filter((bound) => typeof bound === 'number');
}

function sortedBy({ operations }: ResourceModel, resource: Resource): string[] {
  return [...operations.values()]
    .filter((each) => each.resource === resource && each.role === 'list')
    .flatMap(({ sorting }) => Object.values(sorting?.properties ?? {}));
}
