import type { ContractOperation } from '@plumbline/contract/contract';
import type { ResourceModel } from '../../src/infra/resources/resource.ts';
import { isSecured } from './credentials.ts';
import { fail, type World } from './world.ts';

/** Whether the proof can call an operation: it asks for no credential, or for some that one request can carry. */
export function isCallable({ supplies }: Pick<World, 'supplies'>, operation: ContractOperation): boolean {
  if (!isSecured(operation)) return true;
  const { headers, query, cookies } = supplies.credentials(operation);
  return [headers, query, cookies].some((part) => Object.keys(part).length > 0);
}

/** The model without the operations that the proof cannot call: no story is told by them. */
export function callableModel(world: Pick<World, 'model' | 'supplies'>): ResourceModel {
  const operations = [...world.model.operations].filter(([, { operation }]) => isCallable(world, operation));
  return { ...world.model, operations: new Map(operations) };
}

/** Says where nobody can call an operation because of the contract: it asks for two credentials in one place at once. */
export function proveCallable(world: World, operation: ContractOperation): void {
  const schemes = world.contract.document.components?.securitySchemes ?? {};
  // A client certificate is shown before any request; the proof has none.
  const isCarried = (name: string): boolean => schemes[name] !== undefined && schemes[name].type !== 'mutualTLS';
  if (!operation.security.every((requirement) => Object.keys(requirement).every(isCarried))) return;
  const asked = operation.security.map((requirement) => Object.keys(requirement).join(' and ')).join(', or ');
  fail(
    world,
    'satisfiable',
    operation,
    `the contract asks for credentials that one request cannot carry, since they stand in one place: ${asked}. ` +
      'Declare them as alternatives',
  );
}
