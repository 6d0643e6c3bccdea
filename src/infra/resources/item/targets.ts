import { isDeepStrictEqual } from 'node:util';
import { resolve } from '@plumbline/contract/schema';
import { writeExactJson } from '@plumbline/contract/exact-numbers';
import type { ContractOperation } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { againWhenUndone } from '../../db/again.ts';
import { currentTransaction } from '../../db/current-transaction.ts';
import { prepared } from '../../db/database.ts';
import { clip } from '@plumbline/contract/clip';
import type { FieldProblem } from '../../../domain/errors.ts';
import { HttpError, type ErrorCode } from '../../http/errors/errors.ts';
import { placeOf } from '../body/place.ts';
import { nounOf } from '../noun.ts';
import type { ItemReference } from '../resource.ts';
import { qualified, quote } from '../schema/table.ts';
import { storeOf, type Serving } from '../serving.ts';
import { toParameter, type Parameter } from '../store/parameter.ts';
import type { Item } from '../store/rows.ts';

/** How an operation says that an item it refers to does not exist; `undefined`: it declares no status for that. */
export function absentTargetCode({ responses }: ContractOperation): ErrorCode | undefined {
  const declares = (...statuses: string[]) => statuses.some((status) => Object.hasOwn(responses, status));
  if (declares('422')) return 'RULE_VIOLATED';
  if (declares('409')) return 'CONFLICT';
  if (declares('404')) return 'NOT_FOUND';
  if (declares('400')) return 'VALIDATION_ERROR';
  // Where no success is declared, `default` stands for it.
  const hasSuccess = Object.keys(responses).some((status) => /^2/.test(status));
  return declares('4XX', '4xx') || (declares('default') && hasSuccess) ? 'RULE_VIOLATED' : undefined;
}

/** Runs a write of an item in a transaction in which the items that it newly refers to exist and stay. */
export type WithTargets = <Result>(
  change: {
    item: Item;
    /** The item as it was: what it referred to before is not looked for. */
    before?: Item;
    /** Columns of the row, which hold the parents. */
    row: Readonly<Record<string, unknown>>;
  },
  write: () => Promise<Result>,
) => Promise<Result>;

/** What can be known of the references of one operation's items. */
export function targetsOf(serving: Serving): WithTargets {
  const { operation, service } = serving;
  const code = absentTargetCode(operation.operation);
  const inPath = new Set(operation.scope.map(({ column }) => column));
  const references = service.model.itemReferences.filter(
    ({ resource, reason, column }) =>
      resource === operation.resource.name && reason === undefined && !inPath.has(column),
  );
  if (code === undefined || references.length === 0) return (_, write) => write();
  const checks = references.map((reference) => ({ reference, find: absentFinder(serving, reference) }));
  const isNone = noneTeller(serving);
  const tables = [...new Set([serving.store.table, ...references.map(({ target }) => storeOf(service, target).table)])];

  return async ({ item, before, row }, write) => {
    const asked = checks.flatMap(({ reference, find }) => {
      const value = getOwn(item, reference.property) ?? undefined;
      if (value === undefined || isDeepStrictEqual(value, getOwn(before, reference.property))) return [];
      if (isNone(value, reference)) return [];
      return [{ reference, find, values: reference.isList && Array.isArray(value) ? value : [value] }];
    });
    if (asked.length === 0) return write();
    const work = async () => {
      const details: FieldProblem[] = [];
      for (const { reference, find, values } of asked) {
        const place = ['body', ...placeOf(operation, reference.property)].join('.');
        const noun = nounOf(storeOf(service, reference.target).table.resource);
        for (const index of await find(values, row)) {
          const field = reference.isList ? `${place}.${index}` : place;
          details.push({ field, message: `names no ${noun}: ${clip(writeExactJson(values[index] ?? null))}` });
        }
      }
      if (details.length > 0) throw new HttpError(code, 'The request refers to what does not exist.', { details });
      return write();
    };
    return currentTransaction() === undefined ? againWhenUndone(() => service.inTransaction(work, tables)) : work();
  };
}

/** Tells values that name nothing on purpose: the declared default, and 0 or an empty text for the root of a tree. */
function noneTeller({ operation: { resource }, service }: Serving): (value: unknown, of: ItemReference) => boolean {
  return (value, { property, target }) => {
    const { schema = true } = resource.properties.find(({ name }) => name === property) ?? {};
    const declared = resolve(service.contract, schema);
    // A property that requests and responses declare differently is any of both.
    const forms = [declared, ...(declared.anyOf ?? []).map((each) => resolve(service.contract, each))];
    const isRoot = target === resource.name && (value === 0 || value === '');
    return isRoot || forms.some((each) => each.default !== undefined && isDeepStrictEqual(value, each.default));
  };
}

/** Finds which of several identifiers nothing has. Whatever has one of them stays until the transaction ends. */
function absentFinder({ service }: Serving, { target, scope }: ItemReference) {
  const { table, rows, database } = storeOf(service, target);
  const column = table.identity?.column ?? '';
  const type = table.identity?.type ?? 'text';
  const conditions = [
    `${quote(column)} = any($1::${type}[])`,
    ...scope.map((each, index) => `${quote(each.target)}::text is not distinct from $${index + 2}::text`),
  ];
  const statement = prepared(
    `select ${quote(column)}::text as id from ${qualified(table)} where ${conditions.join(' and ')} order by _key for key share`,
  );
  const codec = rows.codecOf(column);

  return async (values: readonly unknown[], row: Readonly<Record<string, unknown>>) => {
    const parameters = values.map((value): Parameter | undefined => toParameter(value, type, codec));
    const wanted = [...new Set(parameters.filter((each) => each !== undefined))];
    const outer = scope.map((each) => getOwn(row, each.column) ?? null);
    const found = wanted.length === 0 ? [] : await database.query(statement, [wanted, ...outer]);
    const there = new Set(found.map(({ id }) => String(id)));
    return [...parameters.keys()].filter((index) => !there.has(String(parameters[index])));
  };
}
