import type { ContractOperation } from '@plumbline/contract/contract';
import { declaredStatus } from '../prove/verdict.ts';
import type { Exchange } from '../prove/exchange.ts';
import type { Context } from './context.ts';
import type { OperationReport } from './report.ts';

/** Sums up by operation what was sent and what came back. */
export function operationReports({ contract, exchanges }: Pick<Context, 'contract' | 'exchanges'>): OperationReport[] {
  const byOperation = Map.groupBy(exchanges, ({ operation }) => operation);
  return contract.operations.map((operation) => reportOf(operation, byOperation.get(operation.id) ?? []));
}

function reportOf(operation: ContractOperation, exchanges: readonly Exchange[]): OperationReport {
  const { id, method, path, responses } = operation;
  const checks: OperationReport['checks'] = {};
  for (const { check, problems } of exchanges) {
    const tally = (checks[check.split(':')[0] ?? check] ??= { requests: 0, problems: 0 });
    tally.requests += 1;
    if (problems > 0) tally.problems += 1;
  }
  const seen = new Set(exchanges.map(({ status }) => declaredStatus(operation, status)));
  const declared = Object.keys(responses);
  const times = exchanges
    .filter(({ status }) => status < 300)
    .map(({ milliseconds }) => milliseconds)
    .toSorted((one, other) => one - other);
  return {
    id,
    method: method.toUpperCase(),
    path,
    checks,
    requests: exchanges.length,
    produced: declared.filter((status) => seen.has(status)),
    neverProduced: declared.filter((status) => !seen.has(status)),
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}

/** Nearest rank; null of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  return value === undefined ? null : Math.round(value * 100) / 100;
}
