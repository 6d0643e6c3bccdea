import type { GateReport } from '../report.ts';

/**
 * What the run says of security: the authorization stage, and OWASP's rules where the contract was linted by them. Null
 * where the authorization stage did not run or had nothing to ask.
 */
export function securityScan({ stages }: GateReport): 'passed' | 'failed' | null {
  const authorization = stages.find(({ stage }) => stage === 'authorization');
  if (authorization === undefined || authorization.outcome === 'skipped') return null;
  const owasp = stages
    .flatMap(({ problems }) => problems)
    .filter(({ rule, level, waiver }) => rule.startsWith('lint/owasp:') && level === 'error' && !waiver);
  return authorization.outcome === 'passed' && owasp.length === 0 ? 'passed' : 'failed';
}
