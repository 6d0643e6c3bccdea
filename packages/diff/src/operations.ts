import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { compareRequestBodies } from './bodies.ts';
import { compareCallbacks } from './events.ts';
import { labelOfOperation, report, type Comparison } from './comparison.ts';
import { compareDeprecation, reportRemoval } from './deprecation.ts';
import { compareExtensions } from './extensions.ts';
import { matchOperations } from './match-operations.ts';
import type { OperationPair } from './operation-pair.ts';
import { compareParameters } from './parameters.ts';
import { compareResponses } from './responses.ts';
import { compareSecurity } from './security.ts';
import { compareBasePaths } from './servers.ts';

/** Operations that came, went or changed, in the order of the base; new ones last. */
export function compareOperations(comparison: Comparison): void {
  const { base, revision } = comparison;
  const { pairs, removed, added } = matchOperations(base.contract.operations, revision.contract.operations);
  const partners = new Map(pairs);
  const both = pairs.map(([one, other]) => pairOf(one, other));
  compareBasePaths(comparison, both);
  for (const operation of base.contract.operations) {
    const partner = partners.get(operation);
    if (partner) compareOperation(comparison, pairOf(operation, partner));
  }
  for (const operation of removed) reportRemoval(comparison, operation);
  for (const operation of added) {
    const where = { operation: labelOfOperation(operation), revision: operation.pointer };
    report(comparison, 'endpoint-added', where, {});
  }
}

function pairOf(base: ContractOperation, revision: ContractOperation): OperationPair {
  const where = { operation: labelOfOperation(base), base: base.pointer, revision: revision.pointer };
  return { base, revision, where };
}

function compareOperation(comparison: Comparison, pair: OperationPair): void {
  compareOperationId(comparison, pair);
  compareDeprecation(comparison, pair);
  compareSecurity(comparison, pair);
  compareExtensions(comparison, pair);
  compareParameters(comparison, pair);
  compareRequestBodies(comparison, pair);
  compareResponses(comparison, pair);
  compareCallbacks(comparison, pair);
}

function compareOperationId(comparison: Comparison, { base, revision, where }: OperationPair): void {
  if (base.id === revision.id) return;
  if (isMadeUp(comparison.base.contract, base) || isMadeUp(comparison.revision.contract, revision)) return;
  report(
    comparison,
    'api-operation-id-changed',
    { ...where, base: `${where.base}/operationId`, revision: `${where.revision}/operationId` },
    { from: base.id, to: revision.id },
  );
}

/** True for an operationId that loading made because the document has none, or none of its own. */
function isMadeUp(contract: Contract, { pointer }: ContractOperation): boolean {
  const place = contract.locate(pointer);
  return contract.findings.some(
    (finding) =>
      ['missing-operation-id', 'duplicate-operation-id'].includes(finding.feature) &&
      (finding.pointer.startsWith(pointer) ||
        (place !== undefined && finding.place?.file === place.file && finding.place.line === place.line)),
  );
}
