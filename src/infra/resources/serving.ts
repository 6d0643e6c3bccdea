import type { Contract, Schema } from '../contract/contract.ts';
import { complete } from '../contract/sample/complete.ts';
import type { Query } from '../db/transaction.ts';
import type { ResourceModel, ResourceOperation } from './resource.ts';
import type { Store } from './store/store.ts';

/** What the answerers of one contract share. */
export interface Service {
  contract: Contract;
  model: ResourceModel;
  /** Runs several statements on one connection, all of them or none; every table stands before. */
  inTransaction: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>;
  /** By resource name. */
  stores: ReadonlyMap<string, Store>;
  now(): Date;
}

/** One operation and what it needs to be answered. */
export interface Serving {
  service: Service;
  operation: ResourceOperation;
  store: Store;
  /** A valid value of a schema, made of what is known; see contract/sample/complete.ts. */
  completed: (schema: Schema, known: unknown, seed: string) => unknown;
}

export function servingOf(service: Service, operation: ResourceOperation): Serving {
  const store = storeOf(service, operation.resource.name);
  return {
    service,
    operation,
    store,
    completed: (schema, known, seed) => complete(service.contract, schema, known, { seed }),
  };
}

/** The same, all of whose reads and writes, of other resources too, run on the connection of a transaction. */
export function servingWithin({ service, ...serving }: Serving, query: Query): Serving {
  const stores = new Map([...service.stores].map(([name, store]) => [name, store.within(query)]));
  return { ...serving, service: { ...service, stores }, store: serving.store.within(query) };
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
 * Whether what is not stored is shown all the same: nothing in the contract creates such items, or there is exactly
 * one, which always was.
 */
export function isSampled({ operation }: Serving): boolean {
  return !operation.resource.isCreatable || operation.resource.identity === undefined;
}
