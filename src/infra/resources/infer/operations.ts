import type { BodyPath, Filter, Parent, Resource, ResourceOperation, Shape } from '../resource.ts';
import type { Claim } from './claims.ts';
import { identifierKey } from './identifier-parameter.ts';
import { filtersOf } from './listing/filters.ts';
import { identityMember } from './bodies/identity-member.ts';
import { changedBeside, createdBeside, type Success } from './bodies/media.ts';
import { countIn } from './listing/facts.ts';
import { headerFactsOf } from './listing/header-facts.ts';
import { pagingOf, turningOf } from './listing/paging.ts';
import { type Built, makes, scopeOf } from './resources.ts';
import { isAlternative, type Schemas } from './bodies/schemas.ts';
import { spreadOf } from './listing/spread.ts';
import { otherNumberOf, renamedProperties, type RequestPlace, shapeOf } from './bodies/shapes.ts';
import { sortingOf } from './listing/sorting.ts';
import { normal } from './names/words.ts';
import { getOwn } from '@plumbline/contract/json';
import type { Schema } from '@plumbline/contract/contract';

/** Everything the store needs to know of one operation. */
export function operationFor(schemas: Schemas, claim: Claim, { resource, parents, served }: Built): ResourceOperation {
  const { traits, role, carrier, request } = claim;
  const { operation, segments, success } = traits;
  const key = claim.key ?? identifierKey(claim);
  const isList = role === 'list';
  const { spread, listing } = spreadOf(schemas, operation);
  const turning = isList ? turningOf(schemas, listing) : 'number';
  const identityAt = resource.identity && identityMember(schemas, claim, resource.identity.property);
  const response = {
    ...shapeOf(schemas, presentForm(schemas, success, resource), carrier, turning),
    ...(isList && carrier === undefined && success.schema ? { facts: countIn(schemas, success.schema) } : {}),
    ...(identityAt ? { identityAt } : {}),
    ...severalIn(schemas, claim),
  };
  const paging = isList ? pagingOf(schemas, listing, response.facts) : undefined;
  const sorting = isList ? sortingOf(schemas, listing, resource.properties) : undefined;
  const used = [
    paging?.page,
    paging?.offset,
    paging?.after,
    paging?.before,
    paging?.limit,
    sorting?.parameter,
    sorting?.direction,
  ];
  const isSelecting = isList || role === 'clear';
  const asked = listing.parameters.filter(({ in: place, name }) => place === 'query' && !used.includes(name));
  const open = isSelecting ? asked : [];
  // What is only shown as what it refers to can be asked for all the same.
  const referring = resource.references.map(({ from }) => from);
  const comparable = resource.properties.filter(({ name, writeOnly }) => !writeOnly || referring.includes(name));
  const filters = open.flatMap((parameter) => {
    const own = filtersOf(schemas, parameter, comparable);
    return own.length > 0 ? own : scopeFilter(parameter.name, resource.parents);
  });
  const assigned = assignsOf(claim, resource);
  const understood = [...filters, ...(assigned.assigns ?? [])].map(({ parameter }) => parameter);
  if (key?.in === 'query') understood.push(key.name);
  const mask = maskIn(schemas, claim);
  if (mask !== undefined) understood.push(mask);
  return {
    operation,
    resource,
    role,
    ...(key ? { key } : {}),
    scope: scopeOf(claim).map((parameter) => {
      const { holds } = parents.identify(segments, parameter);
      const { column } = parents.parentOf(segments, parameter);
      return { parameter, column, ...(holds === undefined ? {} : { property: holds }) };
    }),
    ...(request ? { request: requestOf(schemas, request, resource) } : {}),
    ...assigned,
    ...(mask === undefined ? {} : { mask }),
    response,
    ...createdOf(schemas, claim, served),
    ...(isList ? headerFactsOf(schemas, operation, success.status) : {}),
    ...(paging ? { paging } : {}),
    filters,
    ...(sorting ? { sorting } : {}),
    ...(isList && spread.length > 0 ? { spread } : {}),
    ignored: asked.map(({ name }) => name).filter((name) => !understood.includes(name)),
  };
}

/** A response that may also show what was deleted shows the item as it is. */
function presentForm(schemas: Schemas, success: Success, { representation }: Resource): Success {
  const isOpen = success.schema !== undefined && isAlternative(schemas, success.schema, representation);
  return isOpen ? { ...success, schema: representation } : success;
}

function requestOf(
  schemas: Schemas,
  { at, isList, aloneAt, item }: RequestPlace,
  resource: Resource,
): NonNullable<ResourceOperation['request']> {
  const names = renamedProperties(schemas, item, resource.representation);
  const declared = [...schemas.properties(item)].map(([name, each]) => [getOwn(names, name) ?? name, each] as const);
  const properties = declared.map(([name]) => name);
  const lists = declared.filter(([name, each]) => isListAsText(schemas, resource, name, each)).map(([name]) => name);
  return {
    at,
    isList,
    ...(aloneAt ? { aloneAt } : {}),
    properties,
    ...(Object.keys(names).length > 0 ? { names } : {}),
    ...(lists.length > 0 ? { lists } : {}),
  };
}

/** Whether a request may write a property as one text that representations show as a list of texts. */
function isListAsText(
  schemas: Schemas,
  { representation, references }: Resource,
  name: string,
  declared: readonly Schema[],
): boolean {
  const [shown = true] = schemas.properties(representation).get(name) ?? [];
  const element = schemas.elements(shown);
  if (element === undefined || schemas.kind(element) !== 'string' || references.some(({ from }) => from === name))
    return false;
  return declared.every((each) => {
    const { format } = schemas.core(each);
    return ['string', 'mixed'].includes(schemas.kind(each)) && format !== 'binary' && format !== 'byte';
  });
}

/** What an update without a body changes: the properties that its query parameters are named after. */
function assignsOf(
  { traits, role, key }: Claim,
  { properties }: Resource,
): { assigns?: NonNullable<ResourceOperation['assigns']> } {
  if (traits.operation.requestBody !== undefined || (role !== 'update' && role !== 'act')) return {};
  const assigns = traits.operation.parameters.flatMap((parameter) => {
    if (parameter.in !== 'query' || parameter.name === key?.name) return [];
    const property = properties.find(({ name, readOnly }) => !readOnly && normal(name) === normal(parameter.name));
    return property ? [{ parameter: parameter.name, column: property.column }] : [];
  });
  return assigns.length > 0 ? { assigns } : {};
}

/** The query parameter that names the members to change (Google AIP-134), as text or as a list of texts. */
function maskIn(schemas: Schemas, { role, request, traits }: Claim): string | undefined {
  if (request === undefined || (role !== 'update' && role !== 'replace')) return undefined;
  const isText = (schema: Schema): boolean => schemas.kind(schema) === 'string';
  return traits.operation.parameters.find(
    ({ in: place, name, schema }) =>
      place === 'query' && normal(name) === 'updatemask' && isText(schemas.elements(schema) ?? schema),
  )?.name;
}

/** Where an answer that shows one item would show several, if several can be sent. */
function severalIn(schemas: Schemas, { traits, carrier, request }: Claim): { severalAt?: BodyPath } {
  if (carrier === undefined || carrier.isList || request?.isList !== true) return {};
  const several = otherNumberOf(schemas, traits.answers, carrier);
  return several ? { severalAt: several.at } : {};
}

/** How a replace answers when the item was absent, and, where that is another status, when it was there. */
function createdOf(schemas: Schemas, claim: Claim, all: readonly Claim[]): { created?: Shape; response?: Shape } {
  const { traits, role, carrier, key } = claim;
  const { operation, success } = traits;
  const changed = success.status === 201 ? changedBeside(operation) : undefined;
  // What is there once is made by nobody, unless the contract says so.
  if (role !== 'replace' || (key ?? changed) === undefined || !makes(traits, all)) return {};
  const created = shapeOf(schemas, createdBeside(operation) ?? success, carrier);
  return changed ? { created, response: shapeOf(schemas, changed, carrier) } : { created };
}

/** A query parameter named like a parent that no property shows: `GET /tasks?projectId=`. */
function scopeFilter(parameter: string, parents: readonly Parent[]): Filter[] {
  const parent = parents.find((one) => [one.parameter, one.column].map(normal).includes(normal(parameter)));
  return parent ? [{ parameter, properties: [], column: parent.column, comparison: 'eq' }] : [];
}
