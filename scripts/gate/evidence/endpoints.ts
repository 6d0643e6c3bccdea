import type { Context } from '../context.ts';
import type { GateReport, OperationReport } from '../report.ts';

/** The operations that one backlog item asked for. */
export interface ImplementedItem {
  /** `x-backlog-id` of the operations, which may list several; null for those that name none. */
  backlog_id: string | null;
  endpoints: Endpoint[];
}

interface Endpoint {
  method: string;
  path: string;
  /** Milliseconds. */
  response_time_p95: number | null;
  /** Share of the declared statuses that were produced, 0 to 100. */
  test_coverage: number | null;
  documentation_link: string | null;
}

/** @param docs where the interactive documentation is, which has a place for each operation */
export function endpointsByItem(
  { operations }: GateReport,
  { contract }: Context,
  docs: string | null,
): ImplementedItem[] {
  const declared = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const asked = operations.flatMap((each) =>
    itemsOf(declared.get(each.id)?.extensions['x-backlog-id']).map((item) => ({ item, each })),
  );
  return [...Map.groupBy(asked, ({ item }) => item)].map(([backlog_id, group]) => ({
    backlog_id,
    endpoints: group.map(({ each }) => ({
      method: each.method,
      path: each.path,
      response_time_p95: each.p95,
      test_coverage: coverageOf(each),
      documentation_link: docs === null ? null : `${docs}#/${anchor(declared.get(each.id)?.tag)}/${anchor(each.id)}`,
    })),
  }));
}

/** Several items may have asked for one operation, and YAML reads some identifiers as numbers. */
function itemsOf(extension: unknown): (string | null)[] {
  const named = [extension].flat().flatMap((each) => {
    const name = typeof each === 'string' || typeof each === 'number' ? String(each).trim() : '';
    return name === '' ? [] : [name];
  });
  return named.length === 0 ? [null] : [...new Set(named)];
}

function coverageOf({ requests, produced, neverProduced }: OperationReport): number | null {
  const declared = produced.length + neverProduced.length;
  return requests === 0 || declared === 0 ? null : Math.round((100 * produced.length) / declared);
}

/** As Swagger UI writes a tag or an id in the fragment of its own address. */
function anchor(text = 'default'): string {
  return encodeURIComponent(text.trim().replaceAll(' ', '_'));
}
