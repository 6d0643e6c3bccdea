import { NotFoundError } from '../../../domain/errors.ts';
import { prepared, type Row } from '../../db/database.ts';
import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import type { Invocation } from '../../http/invocation.ts';
import { getAt } from '../body/members.ts';
import { nounOf } from '../noun.ts';
import { qualified, quote } from '../schema/table.ts';
import { storeOf, type Serving } from '../serving.ts';
import { findRow, keyColumns } from './find-row.ts';
import { isNamedByPath, resourceName } from './resource-name.ts';
import { toParameter, type Parameter } from '../store/parameter.ts';
import type { Store } from '../store/store.ts';

/** What the path (or query, or body) of a request says about which items it means. */
export interface Locator {
  /** Parent columns, as the path gives them; `undefined`: no row can be below such a parent. */
  scope(invocation: Invocation): Map<string, Parameter> | undefined;
  /** Parent columns by the JSON value in the path. */
  scopeValues(invocation: Invocation): Map<string, unknown>;
  /** The identifier, as the request gives it. */
  key(invocation: Invocation): unknown;
  /** The row that the request means, if there is one. */
  find(invocation: Invocation): Promise<Row | undefined>;
  /** @throws NotFoundError naming the parent, when the path names one that the contract creates and nobody created */
  requireParents(invocation: Invocation): Promise<void>;
  /** The same for parents that no foreign key guards: whoever is below a guarded one proves that it is there. */
  requireUnguardedParents(invocation: Invocation): Promise<void>;
  absent(invocation: Invocation): NotFoundError;
}

export function locatorOf(serving: Serving): Locator {
  const { operation, store } = serving;
  const { table, rows } = store;
  const { key: keyOf, scope: scopes, resource } = operation;
  const typeOf = (column: string) => table.columns.find(({ name }) => name === column)?.type ?? 'text';
  const find = findRow(serving);
  const parents = parentChecks(serving);

  const keyValue = (invocation: Invocation): unknown => {
    if (keyOf === undefined) return undefined;
    if (keyOf.in === 'body') return getAt(invocation.body, [...(operation.request?.at ?? []), keyOf.name]);
    return getOwn(invocation[keyOf.in], keyOf.name);
  };
  const scopeValues = (invocation: Invocation): Map<string, unknown> =>
    new Map(scopes.map(({ parameter, column }) => [column, getOwn(invocation.path, parameter)]));
  const scope = (invocation: Invocation): Map<string, Parameter> | undefined => {
    const found = new Map<string, Parameter>();
    for (const [column, value] of scopeValues(invocation)) {
      const parameter = toParameter(value, typeOf(column), rows.codecOf(column));
      if (parameter === undefined) return undefined;
      found.set(column, parameter);
    }
    return found;
  };
  // Tables of other resources may have a column of that name too.
  const guards = store.foreignKeys.filter((key) => key.table === table);
  const unguarded = parents.filter(({ column }) => !guards.some(({ columns }) => columns.at(-1) === column));
  const requireUnguarded = async (invocation: Invocation): Promise<void> => {
    for (const { check } of unguarded) await check(invocation);
  };
  return {
    scope,
    scopeValues,
    key: keyValue,
    async find(invocation) {
      await requireUnguarded(invocation);
      const found = scope(invocation);
      if (found === undefined) return undefined;
      const under = [...found.values()];
      const row = await find(keyValue(invocation), under);
      const name = row === undefined ? fullName(operation, invocation) : undefined;
      return name === undefined ? row : find(name, under);
    },
    async requireParents(invocation) {
      for (const { check } of parents) await check(invocation);
    },
    requireUnguardedParents: requireUnguarded,
    absent(invocation) {
      const value = keyValue(invocation);
      const said = keyOf === undefined ? '' : ` with ${keyOf.name} ${writeExactJson(value ?? null)}`;
      return new NotFoundError(`There is no ${nounOf(resource)}${said}.`);
    },
  };
}

/** The identifier of an item that contains its own path (`shelves/s1/books/x`), where the path has the last of it. */
function fullName({ operation, key, resource }: Serving['operation'], { path }: Invocation): string | undefined {
  if (key?.in !== 'path' || key.property !== undefined || !isNamedByPath(resource, key.name)) return undefined;
  return resourceName(operation.path, path, key.name);
}

interface ParentCheck {
  column: string;
  check: (invocation: Invocation) => Promise<void>;
}

function parentChecks({ service, operation }: Serving): ParentCheck[] {
  const { scope, resource } = operation;
  return scope.flatMap(({ parameter, column }) => {
    const name = resource.parents.find((parent) => parent.column === column)?.resource;
    const target = name === undefined ? undefined : storeOf(service, name);
    if (target?.table.identity === undefined || !target.table.resource.isCreatable) return [];
    return [{ column, check: parentCheck(target, parameter) }];
  });
}

function parentCheck(target: Store, parameter: string): ParentCheck['check'] {
  const { table, database, rows } = target;
  const lookups = keyColumns(table).map(({ name, type }) => ({
    statement: prepared(`select 1 from ${qualified(table)} where ${quote(name)} = $1 limit 1`),
    parameter: (value: unknown) => toParameter(value, type, rows.codecOf(name)),
  }));
  return async (invocation) => {
    const value = getOwn(invocation.path, parameter);
    for (const { statement, parameter } of lookups) {
      const key = parameter(value);
      if (key !== undefined && (await database.query(statement, [key])).length > 0) return;
    }
    throw new NotFoundError(`There is no ${nounOf(table.resource)} with ${parameter} ${writeExactJson(value)}.`);
  };
}
