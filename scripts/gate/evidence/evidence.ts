import type { Context } from '../context.ts';
import type { GateReport } from '../report.ts';
import { databaseChanges, type DatabaseChange } from './database-changes.ts';
import { deploymentOf, type Deployment } from './deployment.ts';
import { endpointsByItem, type ImplementedItem } from './endpoints.ts';
import { measureLoad, type LoadResults } from './load.ts';
import { securityScan } from './security-scan.ts';

/**
 * What was proven, in the shape that other systems read (docs/evidence.schema.json). Its names are theirs. Everything
 * in it was measured in this run; where there was nothing to measure stands null.
 */
export interface Evidence {
  deployment: Deployment;
  implemented_endpoints: ImplementedItem[];
  database_changes: DatabaseChange[];
  test_results: {
    /** Share of the statements of `src/` that the unit tests run, 0 to 100. */
    unit_test_coverage: number | null;
    /** Requests of the proof and of the other stages whose answers kept to the contract. */
    integration_tests_passed: number | null;
    load_test_results: LoadResults;
    security_scan_status: 'passed' | 'failed' | null;
  };
  monitoring: {
    logs_aggregation_url: string | null;
    metrics_dashboard_url: string | null;
    alerts_configured: boolean | null;
  };
}

const NO_LOAD: LoadResults = { requests_per_second: null, p95_latency: null, error_rate: null };

/**
 * Sums up a run, and measures what no stage does, while the backend still runs.
 *
 * @param unitTests what the unit tests cover, if they ran and passed
 */
export async function evidenceOf(
  report: GateReport,
  context: Context,
  unitTests: number | null = null,
): Promise<Evidence> {
  const { exchanges } = context;
  const isProven = exchanges.length > 0;
  const deployment = await deploymentOf(context, isProven ? (await context.ground()).url : undefined);
  return {
    deployment,
    implemented_endpoints: endpointsByItem(report, context, deployment.documentation_url),
    database_changes: await databaseChanges(context),
    test_results: {
      unit_test_coverage: unitTests,
      integration_tests_passed: isProven ? exchanges.filter(({ problems }) => problems === 0).length : null,
      load_test_results: isProven ? await measureLoad(context) : NO_LOAD,
      security_scan_status: securityScan(report),
    },
    // Where logs and metrics go is said by who runs the service, and nobody does here.
    monitoring: { logs_aggregation_url: null, metrics_dashboard_url: null, alerts_configured: null },
  };
}
