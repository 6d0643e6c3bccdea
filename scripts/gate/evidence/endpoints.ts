import type { Context } from '../context.ts';
import type { GateReport, OperationReport } from '../report.ts';

/** The operations that one backlog item asked for. */
export interface ImplementedItem {
  /** `x-backlog-id` of the operations; null for those that name none. */
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
  const items = Map.groupBy(operations, ({ id }) => {
    const item = declared.get(id)?.extensions['x-backlog-id'];
    return typeof item === 'string' ? item : null;
  });
  return [...items].map(([backlog_id, group]) => ({
    backlog_id,
    endpoints: group.map((each) => ({
      method: each.method,
      path: each.path,
      response_time_p95: each.p95,
      test_coverage: coverageOf(each),
      documentation_link: docs === null ? null : `${docs}#/${anchor(declared.get(each.id)?.tag)}/${anchor(each.id)}`,
    })),
  }));
}

function coverageOf({ requests, produced, neverProduced }: OperationReport): number | null {
  return requests === 0 ? null : Math.round((100 * produced.length) / (produced.length + neverProduced.length));
}

/** As Swagger UI writes a tag or an id in the fragment of its own address. */
function anchor(text = 'default'): string {
  return encodeURIComponent(text.trim().replaceAll(' ', '_'));
}
