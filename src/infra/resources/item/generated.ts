import type { Contract } from '@plumbline/contract/contract';
import type { PathKey, Property, Resource, ResourceModel } from '../resource.ts';
import { isTime } from './times.ts';

const IDENTIFIER = /^_?(id|uuid|guid|gid)$/i;
const VERSION = /^_?(version|revision|rev|lock_?version|row_?version|v)$/i;
const WHOLE = ['integer', 'bigint', 'numeric'];

/** Names of the properties that the server itself gives values: no client writes them. */
export interface Generated {
  /** Beside the identity: identifiers of other names, and an `id` where paths use something else. */
  identifiers: string[];
  /** Whole numbers that count the changes of an item. */
  versions: string[];
  /** Properties that hold when an item was created or changed; a client may write these. */
  times: string[];
}

/** Whether the server gives a path key the next number, where a client leaves it out. */
export function isNumbered({ properties }: Resource, { property }: PathKey): boolean {
  return properties.some(({ name, type }) => name === property && WHOLE.includes(type));
}

/** Identifiers, versions and times of a resource: all that may be generated without inventing anything. */
export function generatedOf(contract: Contract, { operations }: ResourceModel, resource: Resource): Generated {
  const requests = [...operations.values()].filter((each) => each.resource.name === resource.name);
  const isWritten = ({ name, readOnly }: Property): boolean =>
    !readOnly && requests.some(({ request }) => request?.properties.includes(name) === true);
  const own = resource.properties.filter((property) => !isWritten(property));
  const named = (some: readonly Property[]): string[] => some.map(({ name }) => name);
  const identity = resource.identity?.property;
  const found = [...(resource.identity?.also ?? []), ...(resource.pathKeys ?? []).map(({ property }) => property)];
  const also = [...new Set(found)];
  return {
    identifiers: [
      ...also,
      ...named(own.filter(({ name, type }) => IDENTIFIER.test(name) && type !== 'jsonb')).filter(
        (name) => name !== identity && !also.includes(name),
      ),
    ],
    versions: named(own.filter(({ name, type }) => VERSION.test(name) && WHOLE.includes(type))),
    times: named(resource.properties.filter((property) => isTime(contract, property))),
  };
}
