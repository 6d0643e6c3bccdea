import type { ContractOperation } from '../contract/contract.ts';
import type { Answerer } from '../http/invocation.ts';
import { parametersOf, segmentsOf, type Segment } from './infer/names/paths.ts';
import type { ResourceModel } from './resource.ts';

/** Lets an operation answer only where the items exist that its path names. */
export type BelowItems = (operation: ContractOperation, answer: Answerer) => Answerer;

/** An operation that reads one stored item by its path. */
interface ItemReader {
  segments: readonly Segment[];
  operation: ContractOperation;
  answer: Answerer;
}

/**
 * Guards what no resource serves by the items that its path stands below: `GET /pets/9/photo` has no answer where there is
 * no pet 9, whatever the contract's example shows. The item asked for is that of the longest path that a resource reads.
 *
 * @param derived answerers of the operations that resources serve, by operationId
 */
export function belowItems({ operations }: ResourceModel, derived: ReadonlyMap<string, Answerer>): BelowItems {
  const readers = [...operations.values()].flatMap(({ operation, resource, role, key }): ItemReader[] => {
    const answer = derived.get(operation.id);
    const segments = segmentsOf(operation.path);
    // What nothing creates is shown from samples: any identifier has one.
    if (role !== 'read' || key?.in !== 'path' || !resource.isCreatable || !answer || !segments) return [];
    return [{ segments, operation, answer }];
  });
  return (operation, answer) => {
    const segments = segmentsOf(operation.path) ?? [];
    const [reader] = readers
      .filter((one) => isAbove(one.segments, segments) && sharesBase(one.operation, operation))
      .sort((one, other) => other.segments.length - one.segments.length);
    if (reader === undefined) return answer;
    const names = parametersOf(segments);
    return async (invocation) => {
      const own = parametersOf(reader.segments).map((name, index) => [name, invocation.path[names[index] ?? '']]);
      const path = Object.fromEntries(own) as Record<string, unknown>;
      // Conditions are about the answer, not about the item.
      await reader.answer({
        ...invocation,
        operation: reader.operation,
        path,
        query: {},
        headers: {},
        body: undefined,
      });
      return answer(invocation);
    };
  };
}

function isAbove(above: readonly Segment[], segments: readonly Segment[]): boolean {
  return (
    above.length <= segments.length &&
    above.every((step, index) => {
      const other = segments[index];
      if ('parameter' in step) return other !== undefined && 'parameter' in other;
      return other !== undefined && 'literal' in other && other.literal === step.literal;
    })
  );
}

function sharesBase({ basePaths }: ContractOperation, other: ContractOperation): boolean {
  return basePaths.some((base) => other.basePaths.includes(base));
}
