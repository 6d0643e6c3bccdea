import type { Contract, SchemaObject } from '@plumbline/contract/contract';
import { resolve } from '@plumbline/contract/schema';
import type { Property } from '../resource.ts';
import type { Serving } from '../serving.ts';

const CREATED =
  /^((date_?)?(created|inserted|added)(_?(at|on|time|date|timestamp))?|(create|creation)_?(time|date|timestamp))$/i;
const UPDATED =
  /^((date_?)?(last_?)?(updated|modified|changed|edited)(_?(at|on|time|date|timestamp))?|(last_?)?(update|modification)_?(time|date|timestamp))$/i;

/** Whether a property of that name says when its item was last changed. */
export function saysWhenChanged(name: string): boolean {
  return UPDATED.test(name);
}

/** Names of the properties that the clock fills, and what it says. */
export interface Times {
  created: string[];
  updated: string[];
  /** The same moment for every property: RFC 3339 in UTC, or Unix time where it holds whole numbers. */
  now(): (property: string) => string | number;
}

/** `createdAt`, `created_at`, `dateCreated`, `lastModified` and the like, where they can hold instants. */
export function timesOf({ store, service }: Serving): Times {
  const { contract } = service;
  const units = new Map<string, number>();
  const names = store.table.resource.properties.flatMap((property) => {
    if (!isTime(contract, property)) return [];
    const unit = property.type === 'timestamptz' ? undefined : unitOf(resolve(contract, property.schema));
    if (unit !== undefined) units.set(property.name, unit);
    return [property.name];
  });
  return {
    created: names.filter((name) => CREATED.test(name)),
    updated: names.filter(saysWhenChanged),
    now() {
      const moment = service.now();
      const text = moment.toISOString().replace('.000Z', 'Z');
      return (property) => {
        const unit = units.get(property);
        return unit === undefined ? text : Math.floor(moment.getTime() / unit);
      };
    },
  };
}

/** Whether a property is named as a time of creation or change, and can hold one. */
export function isTime(contract: Contract, { name, type, schema }: Property): boolean {
  if (!CREATED.test(name) && !saysWhenChanged(name)) return false;
  return type === 'timestamptz' || unitOf(resolve(contract, schema)) !== undefined;
}

/** Milliseconds in one of what a whole number counts; none where it is no number. */
function unitOf({ type, description }: SchemaObject): number | undefined {
  const types = Array.isArray(type) ? type : [type];
  if (!types.includes('integer')) return undefined;
  return typeof description === 'string' && /millisecond/i.test(description) ? 1 : 1000;
}
