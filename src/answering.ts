import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { HttpError } from './infra/http/errors/errors.ts';
import type { Answerer, Answering } from './infra/http/invocation.ts';
import { answererOf, type Handlers, type InServices, type OperationId } from './infra/http/operation.ts';
import { exampleAnswerer } from './infra/resources/answer/example.ts';
import type { BelowItems } from './infra/resources/parents.ts';
import type { ResourceModel } from './infra/resources/resource.ts';

/** The program must not start as it was asked to; `message` says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Answerers that exist for a contract, by operationId. */
export interface Answerers {
  handlers: ReadonlyMap<string, Answerer>;
  derived: ReadonlyMap<string, Answerer>;
  /** The derived ones that change only what a request names. */
  partial: ReadonlySet<string>;
  /** The derived ones that list items, and go on where a page ends early. */
  lists: ReadonlySet<string>;
  /** Why operations that resources could serve are emulated, a sentence each; in production they are not derived. */
  emulated: ReadonlyMap<string, string>;
  /** Keeps examples from answering below items that are not there. */
  below: BelowItems;
}

/**
 * The handlers as answerers. The compiler holds them against the generated types; this holds them against the
 * contract that is really served.
 *
 * @throws StartError naming every operation without a handler and every handler without an operation
 */
export function handlerAnswerers(
  { operations, file }: Contract,
  handlers: Handlers,
  inServices: InServices,
): ReadonlyMap<string, Answerer> {
  const declared = new Set(operations.map(({ id }) => id));
  const missing = [...declared].filter((id) => !Object.hasOwn(handlers, id));
  const misnamed = Object.keys(handlers).filter((id) => !declared.has(id));
  if (missing.length + misnamed.length > 0) {
    throw new StartError(
      [
        `The handlers in src/handlers do not match ${file}.`,
        ...missing.map(
          (id) => `  No handler answers the operation ${id}: export one and list it in src/handlers/index.ts.`,
        ),
        ...misnamed.map((id) => `  The handler ${id} answers no operation: rename or remove it.`),
        'After a change of the contract, run npm run generate: the compiler then finds these too.',
      ].join('\n'),
    );
  }
  return new Map(operations.map(({ id }) => [id, answererOf(handlers, id as OperationId, inServices)]));
}

/** Where handlers answer everything. */
export const NOTHING_DERIVED: Omit<Answerers, 'handlers'> = {
  derived: new Map(),
  partial: new Set(),
  lists: new Set(),
  emulated: new Map(),
  below: (_, answer) => answer,
};

/** The operations of derived resources that list items. */
export function listOperations({ operations }: ResourceModel): Answerers['lists'] {
  return new Set([...operations].filter(([, { role }]) => role === 'list').map(([id]) => id));
}

/** The operations of derived resources that change only what a request names. */
export function partialOperations({ operations }: ResourceModel): Answerers['partial'] {
  return new Set([...operations].filter(([, { role }]) => role === 'update').map(([id]) => id));
}

/**
 * Who answers an operation, in this order: a handler; a derived resource; in development the contract's own example,
 * marked as such, unless its path names an item that is not there; else nobody, which is said.
 */
export function answeringOf(
  contract: Contract,
  operation: ContractOperation,
  { handlers, derived, partial, lists, emulated, below }: Answerers,
  isProduction: boolean,
): Answering {
  const handler = handlers.get(operation.id);
  if (handler !== undefined) return { by: 'handler', answer: handler };
  const resource = derived.get(operation.id);
  if (resource !== undefined) {
    const { id } = operation;
    return { by: 'derived', answer: resource, isPartial: partial.has(id), isContinuable: lists.has(id) };
  }
  if (!isProduction) return { by: 'example', answer: below(operation, exampleAnswerer(contract, operation)) };
  const reason = emulated.get(operation.id);
  const message =
    reason !== undefined
      ? `${operation.id} is not implemented: ${reason}`
      : `${operation.id} is declared, but nothing implements it.`;
  return { by: 'unimplemented', answer: () => Promise.reject(new HttpError('NOT_IMPLEMENTED', message)) };
}
