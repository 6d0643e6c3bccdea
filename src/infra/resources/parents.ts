import type { ContractOperation } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import type { Answerer } from '../http/invocation.ts';
import { parametersOf, segmentsOf, type Segment } from './infer/names/paths.ts';
import type { ResourceModel, ResourceOperation } from './resource.ts';

/** Lets an operation answer only where the items exist that its path names. */
export type BelowItems = (operation: ContractOperation, answer: Answerer) => Answerer;

/**
 * Guards an answer by the items that the operation's path stands below: `GET /pets/9/photo` has no answer where there is
 * no pet 9, whatever the contract's example shows.
 *
 * @param derived answerers of the operations that resources serve, by operationId
 */
export function belowItems(model: ResourceModel, derived: ReadonlyMap<string, Answerer>): BelowItems {
  return (operation, answer) => {
    const guarded = (): Answerer => {
      const above = itemAbove(model, operation);
      const read = above && derived.get(above.reader.operation.id);
      if (above === undefined || read === undefined) return answer;
      return async (invocation) => {
        const own = Object.entries(above.names).map(([name, called]) => [name, getOwn(invocation.path, called)]);
        const path = Object.fromEntries(own) as Record<string, unknown>;
        // Conditions are about the answer, not about the item.
        await read({ ...invocation, operation: above.reader.operation, path, query: {}, headers: {}, body: undefined });
        return answer(invocation);
      };
    };
    // Looked for on the first request: contracts have hundreds of operations, and most are never asked for.
    let made: Answerer | undefined;
    return (invocation) => (made ??= guarded())(invocation);
  };
}

/** The stored item that a path stands below. */
interface ItemAbove {
  /** The operation that reads it. */
  reader: ResourceOperation;
  /** What the longer path calls the parameters of the reader's, by their names there. */
  names: Readonly<Record<string, string>>;
}

/** The item that an operation's path stands below, by the longest path at which a resource reads one; none where none is. */
export function itemAbove({ operations }: ResourceModel, operation: ContractOperation): ItemAbove | undefined {
  const segments = segmentsOf(operation.path) ?? [];
  const [nearest] = [...operations.values()]
    // What nothing creates is shown from samples: any identifier has one.
    .filter(({ role, key, resource }) => role === 'read' && key?.in === 'path' && resource.isCreatable)
    .map((reader) => ({ reader, own: segmentsOf(reader.operation.path) ?? [] }))
    .filter(({ reader, own }) => own.length > 0 && isAbove(own, segments) && sharesBase(reader.operation, operation))
    .sort((one, other) => other.own.length - one.own.length);
  if (nearest === undefined) return undefined;
  const called = parametersOf(segments);
  const names = parametersOf(nearest.own).map((name, index) => [name, called[index] ?? name]);
  return { reader: nearest.reader, names: Object.fromEntries(names) as Record<string, string> };
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
