import type { Contract, ContractOperation, Response } from '@plumbline/contract/contract';
import type { Answering } from './invocation.ts';
import { getOwn } from '@plumbline/contract/json';
import { isJson } from '@plumbline/contract/media-type';

/** An operation of the contract together with who answers it, and what can be known of it before any request. */
export interface ServedOperation {
  contract: Contract;
  operation: ContractOperation;
  answering: Answering;
  /** Media types of the declared success responses, JSON first, else in declared order; empty when none has a body. */
  produces: readonly string[];
  /** Media types that the declared request body may come in. */
  consumes: readonly string[];
  /** Its body names what is to change: of what that leaves out, nothing is known. */
  isPartial: boolean;
}

/** Joins an operation with its answer. */
export function serveOperation(
  contract: Contract,
  operation: ContractOperation,
  answering: Answering,
): ServedOperation {
  const successes = Object.entries(operation.responses).filter(([status]) => /^2|^default$/i.test(status));
  return {
    contract,
    operation,
    answering,
    // JSON first: it is what is written unless somebody prefers another.
    produces: [...new Set(successes.flatMap(([, response]) => Object.keys(response.content)))].sort(
      (one, other) => Number(isJson(other)) - Number(isJson(one)),
    ),
    consumes: Object.keys(operation.requestBody?.content ?? {}),
    isPartial: answering.isPartial ?? operation.method === 'patch',
  };
}

/** The declared response for a status: the status itself, else its class (`4XX`), else `default`. */
export function declaredResponse(operation: ContractOperation, status: number): Response | undefined {
  const { responses } = operation;
  const family = String(status).charAt(0);
  return (
    getOwn(responses, String(status)) ??
    getOwn(responses, `${family}XX`) ??
    getOwn(responses, `${family}xx`) ??
    responses['default']
  );
}
