import { NotFoundError } from '../../../domain/errors.ts';
import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn, setOwn } from '@plumbline/contract/json';
import type { Answerer, Invocation } from '../../http/invocation.ts';
import { nounOf } from '../noun.ts';
import { storeOf, type Serving } from '../serving.ts';
import { rowFinder } from '../store/find.ts';
import { toParameter, type Parameter } from '../store/parameter.ts';
import type { Store } from '../store/store.ts';
import { textOf } from '../text.ts';
import { keyColumns } from './find-row.ts';
import { isNamedByPath, resourceName } from './resource-name.ts';

/** Path parameters as the client sent them, of invocations in which they were replaced. */
const sent = new WeakMap<Invocation, Invocation['path']>();

/** The path parameters as the client sent them: addresses in responses are written with these. */
export function pathAsSent(invocation: Invocation): Invocation['path'] {
  return sent.get(invocation) ?? invocation.path;
}

/** Puts the identity of a parent in the place of what a path names it by. */
type Rename = (path: Invocation['path']) => Promise<unknown>;

/**
 * Lets paths name a parent by whatever identifies it (`/projects/{idOrKey}/tasks`, `/projects/{id}/issues/{iid}/notes`): what
 * is below it knows it by its identity alone.
 */
export function withCanonicalParents(serving: Serving, answer: Answerer): Answerer {
  const { service, operation } = serving;
  const renamings = operation.scope.flatMap(({ parameter, column, property }): Rename[] => {
    const { resource } = operation.resource.parents.find((parent) => parent.column === column) ?? {};
    const store = resource === undefined ? undefined : storeOf(service, resource);
    if (store === undefined) return [];
    if (property !== undefined) return [byPathKey(serving, store, parameter, property)];
    if (isNamedByPath(store.table.resource, parameter)) return [byName(serving, store, parameter)];
    return store.table.identity?.also === undefined ? [] : [byAny(store, parameter)];
  });
  if (renamings.length === 0) return answer;
  return async (invocation: Invocation) => {
    const path = { ...invocation.path };
    for (const rename of renamings) await rename(path);
    const renamed = { ...invocation, path };
    sent.set(renamed, pathAsSent(invocation));
    return answer(renamed);
  };
}

/** A parent whose identifier may contain its own path, of which the path has the last segment. */
function byName({ operation }: Serving, store: Store, parameter: string): Rename {
  const rename = byAny(store, parameter);
  return async (path) => {
    const name = resourceName(operation.operation.path, path, parameter);
    const before = getOwn(path, parameter);
    const isFound = await rename(path);
    if (isFound || name === undefined) return;
    setOwn(path, parameter, name);
    if (!(await rename(path))) setOwn(path, parameter, before);
  };
}

/** A parent that is named by its identity or by what identifies it as well. */
function byAny(store: Store, parameter: string): (path: Invocation['path']) => Promise<boolean> {
  const finders = keyColumns(store.table).map(({ name, type }) => ({
    find: rowFinder(store, [{ column: name, orUnknown: false }]),
    parameter: (value: unknown) => toParameter(value, type, store.rows.codecOf(name)),
  }));
  return async (path) => {
    for (const finder of finders) {
      const key = finder.parameter(getOwn(path, parameter));
      const row = key === undefined ? undefined : await finder.find([key]);
      if (row === undefined) continue;
      setOwn(path, parameter, textOf(getOwn(row, store.table.identity?.column ?? '')));
      return true;
    }
    return false;
  };
}

/** A parent that is named by a property, which is unique under the parents that the path names before it. */
function byPathKey({ operation }: Serving, store: Store, parameter: string, property: string): Rename {
  const { table, rows } = store;
  const { parents, pathKeys = [] } = table.resource;
  const scope = pathKeys.find((key) => key.property === property)?.scope ?? [];
  const outer = scope.flatMap((column) => {
    const there = parents.find((parent) => parent.column === column);
    const named = operation.scope.find((each) => {
      const own = operation.resource.parents.find((parent) => parent.column === each.column);
      return there?.resource === undefined ? each.parameter === there?.parameter : own?.resource === there.resource;
    });
    return named === undefined ? [] : [{ column, parameter: named.parameter }];
  });
  const conditions = [...keyColumns(table, property).map(({ name }) => ({ column: name, parameter })), ...outer];
  const find = rowFinder(
    store,
    conditions.map(({ column }) => ({ column, orUnknown: false })),
  );
  return async (path) => {
    const values = conditions.map(({ column, parameter: name }) => {
      const type = table.columns.find((each) => each.name === column)?.type ?? 'text';
      return toParameter(getOwn(path, name), type, rows.codecOf(column));
    });
    const known = values.filter((value): value is Parameter => value !== undefined);
    const row = known.length === values.length ? await find(known) : undefined;
    if (row === undefined) {
      const value = writeExactJson(getOwn(path, parameter) ?? null);
      throw new NotFoundError(`There is no ${nounOf(table.resource)} with ${parameter} ${value}.`);
    }
    setOwn(path, parameter, textOf(getOwn(row, table.identity?.column ?? '')));
  };
}
