import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '../../../domain/errors.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';
import type { Built } from '@plumbline/contract/sample/learn';
import { resolve } from '@plumbline/contract/schema';
import type { Row } from '../../db/database.ts';
import { currentTransaction } from '../../db/current-transaction.ts';
import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import { itemsIn } from '../body/body.ts';
import { isItem } from '../body/members.ts';
import { withoutReferences } from './written.ts';
import { contradictionTeller } from './contradictions.ts';
import { defaultsOf } from './defaults.ts';
import { fitterOf } from './fitting.ts';
import { inventedOf, noteInventedItem } from './emulated.ts';
import { generatedOf, isNumbered } from './generated.ts';
import { alternativeMaker, identifierMaker } from './identifier.ts';
import type { Locator } from './locate.ts';
import { nounOf } from '../noun.ts';
import { numberingOf } from './numbering.ts';
import type { Serving } from '../serving.ts';
import { TakenIdentifierError } from '../store/key-error.ts';
import { toParameter } from '../store/parameter.ts';
import type { Item, StoredRow } from '../store/rows.ts';
import { textOf } from '../text.ts';
import { targetsOf } from './targets.ts';
import { timesOf } from './times.ts';

/**
 * Makes and stores a new item of what a client sent.
 *
 * @throws ConflictError on a taken key, NotFoundError on an absent parent, HttpError 400 on what could not be shown as sent
 */
export type Create = (invocation: Invocation, sent: Item) => Promise<Row>;

/** How often an identifier that the store chose and somebody has is chosen anew. */
const ATTEMPTS = 5;

export function creatorOf(serving: Serving, locator: Locator): Create {
  const { service, store } = serving;
  const { identity, parents } = store.table.resource;
  const makeIdentifier = identity && identifierMaker(service.contract, identity);
  const defaults = defaultsOf(serving);
  const times = timesOf(serving);
  const generated = generatedOf(service.contract, service.model, store.table.resource);
  const insert = inserterOf(serving, locator);
  const number = numberingOf(serving, locator);
  const tellContradictions = contradictionTeller(serving, locator);

  return async (invocation, sent) => {
    const item: Item = { ...defaults.assumed, ...defaults.known, ...sent };
    const now = times.now();
    const assumed = Object.keys(defaults.assumed).filter((name) => !Object.hasOwn(sent, name));
    for (const name of generated.versions) setOwn(item, name, 1);
    for (const name of [...times.created, ...times.updated]) setOwn(item, name, getOwn(item, name) ?? now(name));
    if (locator.scope(invocation) === undefined) {
      // A parent whose identifier is of another kind than all of theirs is not there.
      await locator.requireParents(invocation);
      throw new NotFoundError(`The parent of this ${nounOf(store.table.resource)} does not exist.`);
    }
    tellContradictions(invocation, sent);
    const scope = locator.scopeValues(invocation);
    for (const { column, property } of parents) {
      if (property !== undefined && scope.has(column)) setOwn(item, property, scope.get(column));
    }
    const named = serving.operation.key?.property;
    if (named !== undefined) setOwn(item, named, locator.key(invocation));
    const key = named === undefined ? locator.key(invocation) : undefined;
    const chosen = key ?? (identity?.property && getOwn(sent, identity.property));
    for (let attempt = 1; ; attempt += 1) {
      try {
        const id = chosen ?? makeIdentifier?.();
        return await number(invocation, item, (whole) => insert(invocation, sent, { item: whole, assumed }, id));
      } catch (error) {
        // A transaction that failed once is over: nothing more can be asked in it.
        if (currentTransaction() !== undefined) throw error;
        // A foreign key tells which kind of parent is absent; looking tells which one.
        if (error instanceof NotFoundError) await locator.requireParents(invocation);
        // What the client chose stays chosen.
        const isOurs = error instanceof TakenIdentifierError && chosen === undefined && identity;
        if (!isOurs || attempt === ATTEMPTS) throw error;
        if (identity.type === 'bigint') await store.skipTakenNumbers();
      }
    }
  };
}

/** Completes an item to what reading it has to show, and stores that: the same is then shown on every read. */
function inserterOf(serving: Serving, locator: Locator) {
  const { service, store, built } = serving;
  const { rows, table } = store;
  const fit = fitterOf(serving);
  const withTargets = targetsOf(serving);
  const { identity, representation, parents } = table.resource;
  // Nothing known: the members it comes to are those that have to be there.
  const first = built(representation, {}, '').value;
  // Stands for the number that the database will hand out.
  const placeholder = identity && (resolve(service.contract, identity.schema)['minimum'] ?? 1);
  const required = isItem(first) ? Object.keys(first) : [];
  const { identifiers } = generatedOf(service.contract, service.model, table.resource);
  const { pathKeys = [] } = table.resource;
  const isKey = (name: string): boolean =>
    identity?.also?.includes(name) === true || pathKeys.some(({ property }) => property === name);
  const isNumberedKey = (name: string): boolean =>
    pathKeys.some((key) => key.property === name && isNumbered(table.resource, key));
  const alternatives = identifiers
    .filter((name) => !isNumberedKey(name) && (isKey(name) || required.includes(name)))
    .map((name) => [name, alternativeMaker(service.contract, table.resource, name)] as const);
  const typeOf = (column: string) => table.columns.find(({ name }) => name === column)?.type ?? 'text';
  const parameter = (column: string, value: unknown) => toParameter(value, typeOf(column), rows.codecOf(column));

  return async (
    invocation: Invocation,
    sent: Item,
    { item: given, assumed }: { item: Item; assumed: readonly string[] },
    id: unknown,
  ): Promise<Row> => {
    const made = (item: Item): Built => built(representation, rows.shown(item), textOf(id ?? invocation.requestId));
    let item = { ...given };
    if (identity?.property !== undefined) setOwn(item, identity.property, id ?? placeholder);
    for (const [name, make] of alternatives) setOwn(item, name, getOwn(item, name) ?? make());
    let whole = made(item);
    // What a patch made of a sample was fitted when it was made.
    if (serving.operation.role !== 'update' && !isKept(rows.shown(sent), whole.value)) {
      const fitting = fit(invocation, undefined, sent, sent);
      item = Object.fromEntries(
        Object.entries(item).filter(([name]) => !Object.hasOwn(sent, name) || Object.hasOwn(fitting, name)),
      );
      whole = made(item);
    }
    const invented = inventedOf(table.resource, item, whole);
    noteInventedItem(serving, invocation, invented);
    const row: StoredRow = rows.toRow({ ...item, ...withoutReferences(table.resource, item, whole.value) }, [
      ...assumed,
      ...invented,
    ]);
    for (const [column, value] of locator.scopeValues(invocation))
      setOwn(row, column, parameter(column, value) ?? null);
    for (const { column } of parents) setOwn(row, column, getOwn(row, column) ?? null);
    if (identity) setOwn(row, identity.column, id === undefined ? null : identifier(invocation, identity.column, id));
    // Of a sample that a patch makes an item of, only what the patch says was sent.
    const named = serving.operation.role === 'update' ? (itemsIn(serving.operation, invocation)[0] ?? {}) : sent;
    return withTargets({ item: named, row }, () => store.insert(row));
  };

  function identifier(invocation: Invocation, column: string, id: unknown) {
    const stored = parameter(column, id);
    if (stored !== undefined) return stored;
    // Whoever changes an item did not choose its identifier: there is none of this one.
    if (serving.operation.role === 'update') throw locator.absent(invocation);
    const message = identity?.type === 'uuid' ? 'must be a UUID' : 'must be a whole number of at most 64 bits';
    throw new HttpError('VALIDATION_ERROR', 'The identifier cannot be stored.', {
      details: [{ field: `body.${identity?.property ?? column}`, message }],
    });
  }
}

/** Whether everything that was sent is shown as it was; what is not need not be wrong, but has to be looked at. */
function isKept(sent: Item, whole: unknown): boolean {
  return isItem(whole) && Object.entries(sent).every(([name, value]) => isDeepStrictEqual(getOwn(whole, name), value));
}
