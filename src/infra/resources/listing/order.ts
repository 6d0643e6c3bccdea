import type { Row } from '../../db/database.ts';
import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import type { ResourceOperation } from '../resource.ts';
import { quote } from '../schema/table.ts';
import type { Store } from '../store/store.ts';
import { textOf } from '../text.ts';
import type { Bind } from './filter.ts';
import { getOwn } from '@plumbline/contract/json';

/** A column that a list is ordered by. */
export interface Term {
  column: string;
  isDescending: boolean;
}

/** The order of creation settles what the asked order leaves open, so that pages never overlap. */
const CREATION = '_key';

/** The total order that a request asks for; the order of creation when it asks for none. */
export function orderOf({ sorting }: ResourceOperation, { query }: Invocation, store: Store): Term[] {
  const terms: Term[] = [];
  if (sorting) {
    const direction = sorting.direction === undefined ? undefined : getOwn(query, sorting.direction);
    const isDescending = /^(desc|descending|-1|down)$/i.test(textOf(direction));
    for (const term of sortTerms(getOwn(query, sorting.parameter), sorting.properties)) {
      const column = store.table.columns.find(({ property }) => property?.name === term.property)?.name;
      if (column === undefined || terms.some((known) => known.column === column)) continue;
      terms.push({ column, isDescending: term.isDescending ?? isDescending });
    }
    // A direction alone turns the order of creation round.
    if (terms.length === 0) return [{ column: CREATION, isDescending }];
  }
  return [...terms, { column: CREATION, isDescending: terms.at(-1)?.isDescending ?? false }];
}

interface SortTerm {
  property: string;
  isDescending: boolean | undefined;
}

/** Reads `-price`, `price:desc`, `price desc`, `price,desc`, `price_desc`, `priceDesc`, and lists of them. */
function sortTerms(value: unknown, properties: Record<string, string>): SortTerm[] {
  const parts = (Array.isArray(value) ? value : [value]).flatMap((part) =>
    typeof part === 'string' ? part.split(',') : [],
  );
  const terms: SortTerm[] = [];
  for (const part of parts.map((each) => each.trim())) {
    const alone = /^(asc|desc)$/i.exec(part);
    const last = terms.at(-1);
    if (alone && last) {
      last.isDescending = /desc/i.test(part);
      continue;
    }
    const [, sign = '', name = '', suffix = ''] =
      /^([+-]?)(.*?)(?:[:. _]?(asc|desc|Asc|Desc|ASC|DESC))?$/.exec(part) ?? [];
    const property = [part, name]
      .flatMap((one) => (Object.hasOwn(properties, one) ? getOwn(properties, one) : []))
      .at(0);
    if (property === undefined) continue;
    const isDescending = sign === '-' || /desc/i.test(suffix);
    terms.push({ property, isDescending: sign === '' && suffix === '' ? undefined : isDescending });
  }
  return terms;
}

/** As PostgreSQL's indexes have it: nulls are the greatest, last upwards and first downwards. */
export function orderBy(terms: readonly Term[], isBackward: boolean): string {
  return terms
    .map(({ column, isDescending }) => `${quote(column)} ${isDescending === isBackward ? 'asc' : 'desc'}`)
    .join(', ');
}

/** What lies beyond a row in an order: equal in the first terms, further in the next one. */
export function beyond(
  terms: readonly Term[],
  position: readonly unknown[],
  isBackward: boolean,
  store: Store,
  bind: Bind,
): string {
  const alternatives: string[] = [];
  const equal: string[] = [];
  terms.forEach(({ column, isDescending }, index) => {
    const value = position[index] ?? null;
    const name = quote(column);
    const type = store.table.columns.find((each) => each.name === column)?.type ?? 'bigint';
    const parameter = value === null ? 'null' : `${bind(value as string)}::${type}`;
    const isUpward = isDescending === isBackward;
    let further = 'false';
    if (isUpward && value !== null) further = `(${name} > ${parameter} or ${name} is null)`;
    else if (!isUpward) further = value === null ? `${name} is not null` : `${name} < ${parameter}`;
    alternatives.push([...equal, further].join(' and '));
    equal.push(value === null ? `${name} is null` : `${name} = ${parameter}`);
  });
  return `(${alternatives.map((each) => `(${each})`).join(' or ')})`;
}

/** A row's place in an order, opaque to the caller. */
export function cursorOf(row: Row, terms: readonly Term[]): string {
  const position = terms.map(({ column }) => {
    const value = getOwn(row, column);
    if (value === null || value === undefined) return null;
    return typeof value === 'bigint' ? String(value) : textOf(value);
  });
  return Buffer.from(JSON.stringify([nameOf(terms), ...position])).toString('base64url');
}

/** An order, by which a cursor is known as one of it: upwards is another than downwards. */
function nameOf(terms: readonly Term[]): string {
  return terms.map(({ column, isDescending }) => `${isDescending ? '-' : ''}${column}`).join();
}

/** The position that a cursor of `cursorOf` holds; none where the text is no cursor of a list in this order. */
export function positionIn(text: unknown, terms: readonly Term[]): unknown[] | undefined {
  try {
    const [order, ...position] = JSON.parse(Buffer.from(textOf(text), 'base64url').toString()) as unknown[];
    const isFit = position.every((value) => value === null || typeof value === 'string');
    return isFit && order === nameOf(terms) && position.length === terms.length ? position : undefined;
  } catch {
    return undefined;
  }
}

/** @throws HttpError 400 naming the parameter */
export function refuseCursor(parameter: string): never {
  throw new HttpError('VALIDATION_ERROR', 'The cursor is not one that this list gave out.', {
    details: [{ field: `query.${parameter}`, message: 'must be a cursor from an earlier page, in the same order' }],
  });
}
