import type { Filter, Parent, ResourceOperation } from '../resource.ts';
import type { Claim } from './claims.ts';
import { filterOf } from './filters.ts';
import { pagingOf } from './paging.ts';
import { parametersOf } from './paths.ts';
import type { Built } from './resources.ts';
import type { Schemas } from './schemas.ts';
import { shapeOf } from './shapes.ts';
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
  { traits, role, carrier, key, request }: Claim,
  { resource, parents }: Built,
  all: readonly Claim[],
): ResourceOperation | undefined {
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
  const filters = open.flatMap(
    (parameter) =>
      filterOf(schemas, parameter, resource.properties) ?? scopeFilter(parameter.name, parents.all()) ?? [],
  );
  const understood = filters.map(({ parameter }) => parameter);
  return {
    operation,
    resource,
    role,
    ...(key ? { key } : {}),
    scope: scope.map(({ parameter, parent }) => ({ parameter, column: parent.column })),
    ...(request ? { request: { at: request.at, isList: request.isList } } : {}),
    response,
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

/** A query parameter named like a parent that no property shows: `GET /tasks?projectId=`. */
function scopeFilter(parameter: string, parents: readonly Parent[]): Filter | undefined {
  const parent = parents.find(
    (one) => normal(one.parameter) === normal(parameter) || normal(one.column) === normal(parameter),
  );
  return parent && { parameter, properties: [parent.column], comparison: 'eq' };
}
