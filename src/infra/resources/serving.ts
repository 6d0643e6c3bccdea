import type { Contract, Schema } from '@plumbline/contract/contract';
import { tryComplete } from '@plumbline/contract/sample/complete';
import type { Built } from '@plumbline/contract/sample/learn';
import type { ResourceModel, ResourceOperation } from './resource.ts';
import type { Table } from './schema/table.ts';
import type { Store } from './store/store.ts';

/** What the answerers of one contract share. */
export interface Service {
  contract: Contract;
  model: ResourceModel;
  /** Runs all statements of the work on one connection, all of them or none; the named tables stand before, by default all. */
  inTransaction: <Result>(work: () => Promise<Result>, tables?: readonly Table[]) => Promise<Result>;
  /** By resource name. */
  stores: ReadonlyMap<string, Store>;
  now(): Date;
  /** Nothing is invented: neither values that nothing gives, nor items that nothing created. */
  isProduction: boolean;
}

/** One operation and what it needs to be answered. */
export interface Serving {
  service: Service;
  operation: ResourceOperation;
  store: Store;
  /** A valid value of a schema, made of what is known, with what was invented for it; see contract/sample/complete.ts. */
  built: (schema: Schema, known: unknown, seed: string) => Built;
}

export function servingOf(service: Service, operation: ResourceOperation): Serving {
  const store = storeOf(service, operation.resource.name);
  return {
    service,
    operation,
    store,
    built: (schema, known, seed) => tryComplete(service.contract, schema, known, { seed }),
  };
}

export function storeOf({ stores }: Service, resource: string): Store {
  const store = stores.get(resource);
  if (store === undefined) throw new Error(`No store was opened for ${resource}`);
  return store;
}

/** Whether some operation of the contract serves the resource in a role. */
export function hasRole({ model }: Service, resource: string, role: ResourceOperation['role']): boolean {
  return [...model.operations.values()].some((each) => each.resource.name === resource && each.role === role);
}

/**
 * Whether what is not stored is shown all the same: there is exactly one, which always was, or, in development, nothing in
 * the contract creates such items.
 */
export function isSampled({ operation, service }: Serving): boolean {
  return operation.resource.identity === undefined || (!operation.resource.isCreatable && !service.isProduction);
}
