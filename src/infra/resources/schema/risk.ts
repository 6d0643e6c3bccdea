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

/** One query that counts what is at risk; `undefined` when nothing is. */
export function countRisks(risks: readonly Risk[]): string | undefined {
  if (risks.length === 0) return undefined;
  return risks.map(({ count }, index) => `select ${index} as risk, (${count}) as rows`).join(' union all ');
}
