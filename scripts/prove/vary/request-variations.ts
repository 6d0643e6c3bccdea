import type { Contract, ContractOperation, Parameter } from '@plumbline/contract/contract';
import { isJson } from '@plumbline/contract/media-type';
import { saidByTemplate, type RequestValues } from '../request.ts';
import { isStateful, isSuppliedElsewhere } from '../sample-values.ts';
import { edgesAt } from './edges.ts';
import { faultsAt } from './faults.ts';
import { sitesOf, type Site } from './site.ts';
import { areValid } from './valid-values.ts';
import { applied, type Variation } from './variation.ts';

/** Every single change to a valid request that leaves it valid: to the edge of each bound, each part there and not. */
export function edgesOf(contract: Contract, operation: ContractOperation, values: RequestValues): Variation[] {
  return distinct(requestSites(contract, operation, values).flatMap(edgesAt)).filter(
    (edge) => isWritable(operation, edge) && areValid(contract, operation, applied(values, edge)),
  );
}

/** Every single change to a valid request that breaks one rule of the contract. */
export function faultsOf(contract: Contract, operation: ContractOperation, values: RequestValues): Variation[] {
  const faults = [
    ...requestSites(contract, operation, values).flatMap(faultsAt),
    ...operation.parameters
      .filter((parameter) => parameter.required && parameter.in !== 'path')
      .filter((parameter) => !isSuppliedElsewhere(contract, operation, parameter))
      .filter((parameter) => !isSaidByTemplate(operation, parameter))
      .map((parameter) => ({ kind: 'required', pointer: `/${parameter.in}/${parameter.name}` })),
  ];
  return oneOfAKind(
    faults.filter((fault) => isWritable(operation, fault) && !areValid(contract, operation, applied(values, fault))),
  );
}

function requestSites(contract: Contract, operation: ContractOperation, values: RequestValues): Site[] {
  const sites = operation.parameters.flatMap((parameter) => {
    const given = values[parameter.in];
    if (!Object.hasOwn(given, parameter.name) || isStateful(parameter) || isSaidByTemplate(operation, parameter))
      return [];
    const pointer = `/${parameter.in}/${parameter.name}`;
    return sitesOf(contract, parameter.schema, given[parameter.name], pointer, parameter.required);
  });
  const schema = operation.requestBody?.content[values.mediaType ?? '']?.schema;
  // `fetch` sends no body with these.
  if (operation.method === 'get' || operation.method === 'head') return sites;
  if (schema === undefined || values.mediaType === undefined || !isJson(values.mediaType)) return sites;
  return [...sites, ...sitesOf(contract, schema, values.body, '/body', operation.requestBody?.required === true)];
}

/** What can be said in the place where it would stand: a path has no empty part, a header no line break. */
function isWritable(operation: ContractOperation, { pointer, value }: Variation): boolean {
  const [, location, name, ...inside] = pointer.split('/');
  if (location === 'body') return true;
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  if (location === 'path')
    return !/^\.{0,2}$|\//.test(text) && value !== undefined && inside.length === 0 && typeof value !== 'object';
  if (location === 'header' || location === 'cookie')
    return /^[\x21-\x7e]+$/.test(text) && typeof value !== 'object' && value !== undefined;
  // Names with slashes do not come up; objects and lists in a query are written in too many ways to tell faults apart.
  const isScalar = typeof value !== 'object' && inside.length === 0 && text !== '' && text !== '""';
  return (
    (value === undefined || isScalar) && operation.parameters.some((each) => each.in === 'query' && each.name === name)
  );
}

/** What the path template says of the query nobody can vary. */
function isSaidByTemplate(operation: ContractOperation, { in: location, name }: Parameter): boolean {
  return location === 'query' && Object.hasOwn(saidByTemplate(operation), name);
}

function distinct(variations: readonly Variation[]): Variation[] {
  return [...new Map(variations.map((each) => [`${each.pointer} ${JSON.stringify(each.value)}`, each])).values()];
}

/** Of several ways to break the same rule at the same place, the first. */
function oneOfAKind(faults: readonly Variation[]): Variation[] {
  return [...new Map(faults.toReversed().map((each) => [`${each.pointer} ${each.kind}`, each])).values()].toReversed();
}
