import { report, type Comparison } from './comparison.ts';
import { urlsOf } from './match-operations.ts';
import type { OperationPair } from './operation-pair.ts';

/** Path prefixes that went or came. What all operations have in common is told once, for the contract as a whole. */
export function compareBasePaths(comparison: Comparison, pairs: readonly OperationPair[]): void {
  const changed = pairs.map((pair) => ({ pair, ...prefixes(pair) }));
  for (const [kind, rule] of [
    ['gone', 'api-base-path-removed'],
    ['added', 'api-base-path-added'],
  ] as const) {
    const common = (changed[0]?.[kind] ?? []).filter((prefix) => changed.every((one) => one[kind].includes(prefix)));
    for (const prefix of common) report(comparison, rule, atServers(comparison), facts('every operation', prefix));
    for (const { pair, [kind]: own } of changed) {
      for (const prefix of own.filter((one) => !common.includes(one))) {
        report(comparison, rule, pair.where, facts(pair.where.operation, prefix));
      }
    }
  }
}

/** Prefixes whose URLs one side has and the other does not. */
function prefixes({ base, revision }: OperationPair): { gone: string[]; added: string[] } {
  const before = urlsOf(base);
  const after = urlsOf(revision);
  return {
    gone: base.basePaths.filter((_, index) => !after.includes(before[index] ?? '')),
    added: revision.basePaths.filter((_, index) => !before.includes(after[index] ?? '')),
  };
}

function facts(operation: string, prefix: string): Record<string, string> {
  return { operation, from: prefix || 'the root', to: prefix || 'the root' };
}

function atServers({ base, revision }: Comparison) {
  const pointer = ({ contract }: Comparison['base']): string => (contract.document.servers ? '/servers' : '');
  return { base: pointer(base), revision: pointer(revision) };
}
