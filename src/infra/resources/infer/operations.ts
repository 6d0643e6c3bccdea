import type { Filter, Parent, Resource, ResourceOperation } from '../resource.ts';
import type { Claim } from './claims.ts';
import { filtersOf } from './filters.ts';
import { createdBeside } from './media.ts';
import { pagingOf } from './paging.ts';
import { parametersOf } from './paths.ts';
import { type Built, makes } from './resources.ts';
import type { Schemas } from './schemas.ts';
import { renamedProperties, type RequestPlace, shapeOf } from './shapes.ts';
import { sortingOf } from './sorting.ts';
import { normal } from './words.ts';

/**
 * Everything the store needs to know of one operation.
 *
 * @param all every claim on the resource, which tell together whether a parent is ever known
 * @returns none where a list is asked for by a parent that no operation ever sets
 */
export function operationFor(
  schemas: Schemas,
  claim: Claim,
  { resource, parents }: Built,
  all: readonly Claim[],
): ResourceOperation | undefined {
  const { traits, role, carrier, key, request } = claim;
  const { operation, segments, success } = traits;
  const scope = parametersOf(segments)
    .filter((parameter) => !(key?.in === 'path' && key.name === parameter))
    .map((parameter) => ({ parameter, parent: parents.parentOf(segments, parameter) }));
  const isList = role === 'list';
  if (isList && scope.some(({ parent }) => !isEverSet(parent, all, parents))) return undefined;
  const isCursorPaged = isList && pagingOf(schemas, operation, [])?.after !== undefined;
  const response = shapeOf(schemas, success, carrier, isCursorPaged);
  const paging = isList ? pagingOf(schemas, operation, response.facts) : undefined;
  const sorting = isList ? sortingOf(schemas, operation, resource.properties) : undefined;
  const used = [
    paging?.page,
    paging?.offset,
    paging?.after,
    paging?.before,
    paging?.limit,
    sorting?.parameter,
    sorting?.direction,
  ];
  const open = isList
    ? operation.parameters.filter(({ in: place, name }) => place === 'query' && !used.includes(name))
    : [];
  const filters = open.flatMap((parameter) => {
    const own = filtersOf(schemas, parameter, resource.properties);
    return own.length > 0 ? own : scopeFilter(parameter.name, parents.all());
  });
  const understood = filters.map(({ parameter }) => parameter);
  return {
    operation,
    resource,
    role,
    ...(key ? { key } : {}),
    scope: scope.map(({ parameter, parent }) => ({ parameter, column: parent.column })),
    ...(request ? { request: requestOf(schemas, request, resource) } : {}),
    ...assignsOf(claim, resource),
    response,
    ...createdOf(schemas, claim, all),
    ...(paging ? { paging } : {}),
    filters,
    ...(sorting ? { sorting } : {}),
    ignored: open.map(({ name }) => name).filter((name) => !understood.includes(name)),
  };
}

/** A property shows the parent, or something is made below it; else a list by it would be empty for ever. */
function isEverSet(parent: Parent, all: readonly Claim[], parents: Built['parents']): boolean {
  if (parent.property !== undefined) return true;
  const makers = all.filter(({ role }) => role === 'create' || role === 'replace');
  // Where nothing makes items at all they are samples, which belong to whomever is asked for.
  if (makers.length === 0) return true;
  return makers.some(({ traits: { segments } }) =>
    parametersOf(segments).some((parameter) => parents.parentOf(segments, parameter) === parent),
  );
}

function requestOf(
  schemas: Schemas,
  { at, isList, item }: RequestPlace,
  resource: Resource,
): ResourceOperation['request'] {
  const names = renamedProperties(schemas, item, resource.representation);
  return { at, isList, ...(Object.keys(names).length > 0 ? { names } : {}) };
}

/** What an update without a body changes: the properties that its query parameters are named after. */
function assignsOf({ traits, role, key }: Claim, { properties }: Resource): Pick<ResourceOperation, 'assigns'> {
  if (traits.operation.requestBody !== undefined || (role !== 'update' && role !== 'act')) return {};
  const assigns = traits.operation.parameters.flatMap((parameter) => {
    if (parameter.in !== 'query' || parameter.name === key?.name) return [];
    const property = properties.find(({ name, readOnly }) => !readOnly && normal(name) === normal(parameter.name));
    return property ? [{ parameter: parameter.name, column: property.column }] : [];
  });
  return assigns.length > 0 ? { assigns } : {};
}

/** How a replace answers when the item was absent. */
function createdOf(schemas: Schemas, claim: Claim, all: readonly Claim[]): Pick<ResourceOperation, 'created'> {
  const { traits, role, carrier, key } = claim;
  if (role !== 'replace' || key === undefined || !makes(traits, all)) return {};
  return { created: shapeOf(schemas, createdBeside(traits.operation) ?? traits.success, carrier) };
}

/** A query parameter named like a parent that no property shows: `GET /tasks?projectId=`. */
function scopeFilter(parameter: string, parents: readonly Parent[]): Filter[] {
  const parent = parents.find((one) => [one.parameter, one.column].map(normal).includes(normal(parameter)));
  return parent ? [{ parameter, properties: [parent.column], comparison: 'eq' }] : [];
}
