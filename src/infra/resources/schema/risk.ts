import type { Database } from '../../db/database.ts';
import { UNLIMITED } from '../../db/limits.ts';
import { inTransaction } from '../../db/transaction.ts';
import { qualified, type Table } from './table.ts';

/** Data that a change would lose or hide, if there is any: `count` is a query for the number of rows concerned. */
export interface Risk {
  count: string;
  /** What is at stake, after the number of rows: `of goods hold "price", which the contract no longer has`. */
  message: string;
}

export function riskOf(table: Table, condition: string, said: string): Risk {
  return { count: `select count(*) from ${qualified(table)} where ${condition}`, message: `of ${table.name} ${said}` };
}

/** Counts what is at risk in one query, by position in the list. */
export async function countRisks(
  database: Pick<Database, 'orm'>,
  risks: readonly Risk[],
): Promise<{ risk: number; rows: number | string }[]> {
  if (risks.length === 0) return [];
  const sql = risks.map(({ count }, index) => `select ${index} as risk, (${count}) as rows`).join(' union all ');
  const counted = await inTransaction(database, async (query) => {
    // Whole tables are read.
    await query({ sql: UNLIMITED }, []);
    return await query({ sql }, []);
  });
  return counted as unknown as { risk: number; rows: number | string }[];
}
