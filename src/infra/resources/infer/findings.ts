import type { Contract, Finding } from '../../contract/contract.ts';
import { pointerToken } from '../../contract/schema.ts';
import { authenticationIn } from './authentication.ts';
import { readSchemas } from './bodies/schemas.ts';
import { emulatedOperations, reasonOf, type Emulation } from '../emulation/emulation.ts';
import type { ResourceModel, ResourceOperation } from '../resource.ts';

/**
 * What the support report says of derived resources: for each operation which resource answers it, or that its example
 * does; and each list parameter that has no effect, with its place.
 */
export function resourceFindings(contract: Contract, model: ResourceModel): Finding[] {
  const emulated = emulatedOperations(contract, model);
  const isAuthentication = authenticationIn(readSchemas(contract), contract.operations);
  return contract.operations.flatMap((operation): Finding[] => {
    const served = model.operations.get(operation.id);
    if (served) {
      return [servedBy(served, emulated.get(operation.id)), ...passwordsOf(served), ...ignoredBy(contract, served)];
    }
    const method = operation.method.toUpperCase();
    const why = isAuthentication(operation)
      ? 'it checks or issues credentials, which no table knows'
      : 'no table could hold what it answers';
    return [
      {
        verdict: 'emulated',
        feature: 'operation:example',
        message: `${method} ${operation.path} serves no resource: ${why}, so it answers the contract's example.`,
        pointer: operation.pointer,
      },
    ];
  });
}

function servedBy({ operation, role, resource }: ResourceOperation, emulation: Emulation | undefined): Finding {
  if (emulation !== undefined) {
    const invented = emulation.effect === undefined ? 'values' : 'effect';
    return {
      verdict: 'emulated',
      feature: `operation:${role}:${invented}`,
      message: `${operation.method.toUpperCase()} ${operation.path}: ${reasonOf(emulation)} Production answers 501; development answers and marks it with X-Plumbline-Emulated.`,
      pointer: operation.pointer,
    };
  }
  return {
    verdict: 'enforced',
    feature: `operation:${role}`,
    message: `${operation.method.toUpperCase()} ${operation.path} is answered by the resource ${resource.name}, as its ${role}.`,
    pointer: operation.pointer,
  };
}

/** Passwords that a request takes: whoever needs them writes a handler. */
function passwordsOf({ operation, resource, request }: ResourceOperation): Finding[] {
  return resource.properties
    .filter(({ name, isSecret }) => isSecret === true && request?.properties.includes(name) === true)
    .map(({ name }) => ({
      verdict: 'emulated',
      feature: 'password',
      message: `${name} of ${operation.method.toUpperCase()} ${operation.path} is taken, and neither stored nor shown: nothing can be checked against it.`,
      pointer: operation.pointer,
    }));
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
