import { exactNumber } from '@plumbline/contract/exact-numbers';
import { batched } from '../../db/batched.ts';
import { prepared, type Row, type Statement } from '../../db/database.ts';
import { CONTINUATION, type Invocation } from '../../http/invocation.ts';
import type { ResourceOperation } from '../resource.ts';
import { qualified, quote } from '../schema/table.ts';
import type { Parameter } from '../store/parameter.ts';
import { textOf } from '../text.ts';
import type { Store } from '../store/store.ts';
import { conditionsOf } from './filter.ts';
import { beyond, cursorOf, orderBy, orderOf, positionIn, refuseCursor, type Term } from './order.ts';
import type { PageRequest } from './page.ts';

/** A page of rows, and whether there is more on either side. */
export interface Selected {
  rows: Row[];
  total?: number;
  hasNext: boolean;
  hasPrevious: boolean;
  /** It ends before its limit: what follows would make it larger than a page may be. */
  isCut: boolean;
  cursorOf(row: Row): string;
}

/** Distinct statements of one list that are kept; a list with many filters has too many to keep. */
const MOST_KEPT = 20;

/**
 * Bytes of rows on a page. Items, their JSON text and what the driver keeps take some times as much memory; a page has
 * one row at least, which may be as large as a request body.
 */
const MOST_BYTES = 2 * 2 ** 20;

/** The rows of a page that come before a row. */
const BEFORE = 'rows between unbounded preceding and 1 preceding';

/** How large a row is once it is read. Its stored size would not do: PostgreSQL compresses long values. */
function bytesOf({ table }: Store): string {
  const sizes = [...table.columns, { name: '_exact', type: 'jsonb' }].flatMap(({ name, type }) => {
    const column = quote(name);
    if (type === 'text') return [`coalesce(octet_length(${column}), 0)`];
    // Only a long value is worth being written out to be measured.
    const whole = `case when pg_column_size(${column}) > 500 then octet_length(${column}::text) else 500 end`;
    return type === 'jsonb' ? [`case when ${column} is null then 0 else ${whole} end`] : [];
  });
  return ['100', ...sizes].join(' + ');
}

/** Reads pages of one list. */
export function selectorOf(operation: ResourceOperation, store: Store) {
  const known = new Map<string, Read>();
  const readOf = (sql: string): Read => {
    const made = known.get(sql) ?? reader(store, known.size < MOST_KEPT ? prepared(sql) : { sql });
    if (known.size < MOST_KEPT) known.set(sql, made);
    return made;
  };
  const from = `from ${qualified(store.table)}`;
  const bytes = bytesOf(store);

  return async (
    invocation: Invocation,
    scope: ReadonlyMap<string, Parameter>,
    page: PageRequest,
    withTotal: boolean,
  ): Promise<Selected> => {
    const parameters: (Parameter | null)[] = [];
    const bind = (parameter: Parameter | null): string => `$${parameters.push(parameter)}`;
    const terms = orderOf(operation, invocation, store);
    const conditions = [
      ...[...scope].map(([column, parameter]) => `${quote(column)} = ${bind(parameter)}`),
      ...conditionsOf(operation.filters, invocation, store, bind),
    ];
    const count = `select count(*) as total ${from}${where(conditions)}`;
    const counted = [...parameters];
    const isBackward = page.before !== undefined && page.after === undefined;
    const cursor = page.after ?? page.before;
    if (cursor !== undefined) {
      const declared = isBackward ? operation.paging?.before : operation.paging?.after;
      const parameter = invocation.continuation === undefined ? (declared ?? 'cursor') : CONTINUATION;
      const position = await positionOf(cursor, terms, parameter, store);
      conditions.push(beyond(terms, position, isBackward, store, bind));
    }
    // One more than asked for tells whether there is a next page.
    const limit = `limit ${bind(page.limit + 1)}` + (page.offset === 0 ? '' : ` offset ${bind(page.offset)}`);
    // Counted in the same statement: a round trip costs more than most counts.
    const total = withTotal ? `, (${count}) as "#total"` : '';
    const order = `order by ${orderBy(terms, isBackward)}`;
    const rowsOfPage = `select ${store.selection}, ${bytes} as "#page_bytes" ${from}${where(conditions)} ${order} ${limit}`;
    const sql =
      `select ${store.selection}, "#page_count"${total} from (` +
      `select *, count(*) over () as "#page_count", sum("#page_bytes") over (${order} ${BEFORE}) as "#page_before" ` +
      `from (${rowsOfPage}) as page) as bounded where coalesce("#page_before", 0) < ${MOST_BYTES} ${order}`;
    const found = await readOf(sql)(parameters);
    const isCut = found.length < Number(found[0]?.['#page_count'] ?? 0);
    const rows = found.slice(0, page.limit);
    if (isBackward) rows.reverse();
    // A page beyond the last has no row to say the total in.
    const countAll = (): Promise<readonly Row[]> => readOf(count)(counted);
    const isMore = isCut || found.length > page.limit;
    return {
      rows,
      ...(withTotal ? { total: Number(found[0]?.['#total'] ?? (await countAll())[0]?.['total']) } : {}),
      hasNext: page.limit > 0 && (isBackward || isMore),
      hasPrevious: page.offset > 0 || (isBackward ? isMore : cursor !== undefined),
      isCut: isCut && rows.length < page.limit,
      cursorOf: (row) => cursorOf(row, terms),
    };
  };
}

type Read = (parameters: readonly (Parameter | null)[]) => Promise<readonly Row[]>;

/** Those who ask for one and the same page in one turn of the event loop, as they do of a popular list, share its rows. */
function reader({ database }: Store, statement: Statement): Read {
  const read = batched((asked: readonly string[]) => {
    const rowsOf = (parameters: string) => database.query(statement, JSON.parse(parameters) as unknown[]);
    return new Map(asked.map((parameters) => [parameters, rowsOf(parameters)]));
  });
  return async (parameters) => (await read(JSON.stringify(parameters))) ?? [];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

/** Where a page begins: at a cursor that the list gave out, else at the item of this identifier, as `starting_after`. */
async function positionOf(
  cursor: unknown,
  terms: readonly Term[],
  parameter: string,
  store: Store,
): Promise<unknown[]> {
  const { identity } = store.table;
  const given = positionIn(cursor, terms);
  if (given !== undefined || identity === undefined) return given ?? refuseCursor(parameter);
  const key = store.rows
    .codecOf(identity.column)
    .encode(identity.type === 'bigint' ? exactNumber(textOf(cursor)) : cursor);
  const sql = `select ${store.selection} from ${qualified(store.table)} where ${quote(identity.column)} = $1`;
  const [row] = key === undefined ? [] : await store.database.query({ sql }, [key]);
  return (row && positionIn(cursorOf(row, terms), terms)) ?? refuseCursor(parameter);
}
