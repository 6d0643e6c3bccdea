import type { Contract, Finding } from '../../contract/contract.ts';
import { pointerToken } from '../../contract/schema.ts';
import type { ResourceModel, ResourceOperation } from '../resource.ts';

/**
 * What the support report says of derived resources: for each operation which resource answers it, or that its example
 * does; and each list parameter that has no effect, with its place.
 */
export function resourceFindings(contract: Contract, model: ResourceModel): Finding[] {
  return contract.operations.flatMap((operation): Finding[] => {
    const served = model.operations.get(operation.id);
    if (served) return [servedBy(served), ...ignoredBy(contract, served)];
    const method = operation.method.toUpperCase();
    return [
      {
        verdict: 'emulated',
        feature: 'operation:example',
        message: `${method} ${operation.path} serves no resource: no table could hold what it answers, so it answers the contract's example.`,
        pointer: operation.pointer,
      },
    ];
  });
}

function servedBy({ operation, role, resource }: ResourceOperation): Finding {
  return {
    verdict: 'enforced',
    feature: `operation:${role}`,
    message: `${operation.method.toUpperCase()} ${operation.path} is answered by the resource ${resource.name}, as its ${role}.`,
    pointer: operation.pointer,
  };
}

function ignoredBy(contract: Contract, { operation, ignored, resource }: ResourceOperation): Finding[] {
  return ignored.map((name) => ({
    verdict: 'ignored',
    feature: 'list-parameter',
    message: `Query parameter ${name} of ${operation.method.toUpperCase()} ${operation.path} has no effect: no property of ${resource.name} is named so.`,
    pointer: parameterPointer(contract, operation, name),
  }));
}

/** The parameter's own place where it is written at the operation or its path; else the operation. */
function parameterPointer(contract: Contract, operation: ResourceOperation['operation'], name: string): string {
  const path = `/paths/${pointerToken(operation.path)}`;
  for (const [holder, pointer] of [
    [contract.document.paths[operation.path]?.[operation.method], `${path}/${operation.method}`],
    [contract.document.paths[operation.path], path],
  ] as const) {
    const parameters = (holder as { parameters?: unknown } | undefined)?.parameters;
    if (!Array.isArray(parameters)) continue;
    const index = parameters.findIndex((one: { name?: unknown }) => one.name === name);
    if (index >= 0) return `${pointer}/parameters/${index}`;
  }
  return operation.pointer;
}
