import type { Context } from '../context.ts';
import type { GateReport } from '../report.ts';
import { databaseChanges, type DatabaseChange } from './database-changes.ts';

/**
 * What was proven, in the shape that other systems read. Its names are theirs. Everything in it was measured in this
 * run; where there was nothing to measure stands null.
 */
export interface Evidence {
  deployment: {
    api_base_url: string | null;
    documentation_url: string | null;
    health_check_url: string | null;
    metrics_dashboard: string | null;
  };
  implemented_endpoints: { backlog_id: string | null; endpoints: Endpoint[] }[];
  database_changes: DatabaseChange[] | null;
  test_results: {
    unit_test_coverage: number | null;
    integration_tests_passed: number | null;
    load_test_results: {
      requests_per_second: number | null;
      p95_latency: number | null;
      error_rate: number | null;
    };
    security_scan_status: string | null;
  };
  monitoring: {
    logs_aggregation_url: string | null;
    metrics_dashboard_url: string | null;
    alerts_configured: boolean | null;
  };
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

/** Sums up a run; the database is read while the backend still runs. */
export async function evidenceOf(report: GateReport, context: Context): Promise<Evidence> {
  const sent = context.exchanges.length > 0;
  const url = sent ? (await context.backend()).url : null;
  const under = (path: string): string | null => (url === null ? null : url + path);
  const errors = context.exchanges.filter(({ status }) => status >= 500 && status !== 501).length;
  return {
    deployment: {
      api_base_url: under(context.contract.operations[0]?.basePaths[0] ?? ''),
      documentation_url: under('/_system/docs'),
      health_check_url: under('/_system/readyz'),
      metrics_dashboard: null,
    },
    implemented_endpoints: endpointsByItem(report, context, under('/_system/docs')),
    database_changes: context.isOwn ? await databaseChanges() : null,
    test_results: {
      unit_test_coverage: null,
      integration_tests_passed: sent ? context.exchanges.filter(({ problems }) => problems === 0).length : null,
      load_test_results: {
        requests_per_second: null,
        p95_latency: null,
        error_rate: sent ? errors / context.exchanges.length : null,
      },
      security_scan_status: stageOutcome(report, 'authorization'),
    },
    monitoring: { logs_aggregation_url: null, metrics_dashboard_url: null, alerts_configured: null },
  };
}

/** Operations by the backlog item that asked for them (`x-backlog-id`), those that none asked for together. */
function endpointsByItem(
  { operations }: GateReport,
  { contract }: Context,
  docs: string | null,
): Evidence['implemented_endpoints'] {
  const items = Map.groupBy(operations, ({ id }) => {
    const item = contract.operations.find((each) => each.id === id)?.extensions['x-backlog-id'];
    return typeof item === 'string' ? item : null;
  });
  return [...items].map(([backlog_id, group]) => ({
    backlog_id,
    endpoints: group.map(({ method, path, p95, produced, neverProduced, requests }) => ({
      method,
      path,
      response_time_p95: p95,
      test_coverage:
        requests === 0 ? null : Math.round((100 * produced.length) / (produced.length + neverProduced.length)),
      documentation_link: docs,
    })),
  }));
}

function stageOutcome({ stages }: GateReport, name: string): string | null {
  const outcome = stages.find(({ stage }) => stage === name)?.outcome;
  return outcome === undefined || outcome === 'skipped' ? null : outcome;
}
