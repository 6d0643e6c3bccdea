import { exactNumber } from '../../contract/exact-numbers.ts';
import { batched } from '../../db/batched.ts';
import { prepared, type Row, type Statement } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
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
  cursorOf(row: Row): string;
}

/** Distinct statements of one list that are kept; a list with many filters has too many to keep. */
const MOST_KEPT = 20;

/** Reads pages of one list. */
export function selectorOf(operation: ResourceOperation, store: Store) {
  const known = new Map<string, Read>();
  const readOf = (sql: string): Read => {
    const made = known.get(sql) ?? reader(store, known.size < MOST_KEPT ? prepared(sql) : { sql });
    if (known.size < MOST_KEPT) known.set(sql, made);
    return made;
  };
  const from = `from ${qualified(store.table)}`;

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
      const parameter = (isBackward ? operation.paging?.before : operation.paging?.after) ?? 'cursor';
      const position = await positionOf(cursor, terms, parameter, store);
      conditions.push(beyond(terms, position, isBackward, store, bind));
    }
    // One more than asked for tells whether there is a next page.
    const limit = `limit ${bind(page.limit + 1)}` + (page.offset === 0 ? '' : ` offset ${bind(page.offset)}`);
    // Counted in the same statement: a round trip costs more than most counts.
    const selection = withTotal ? `${store.selection}, (${count}) as "#total"` : store.selection;
    const sql = `select ${selection} ${from}${where(conditions)} order by ${orderBy(terms, isBackward)} ${limit}`;
    const found = await readOf(sql)(parameters);
    const rows = found.slice(0, page.limit);
    if (isBackward) rows.reverse();
    // A page beyond the last has no row to say the total in.
    const total = (): Promise<readonly Row[]> => readOf(count)(counted);
    const isMore = found.length > page.limit;
    return {
      rows,
      ...(withTotal ? { total: Number(found[0]?.['#total'] ?? (await total())[0]?.['total']) } : {}),
      hasNext: page.limit > 0 && (isBackward || isMore),
      hasPrevious: page.offset > 0 || (isBackward ? isMore : cursor !== undefined),
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
