import type { Contract } from '../../src/infra/contract/contract.ts';
import { isMembers, listOf } from '../../src/infra/contract/json.ts';
import type { Problem } from './stage.ts';

/** `x-waive` in a contract: this rule may be broken here, for this reason, until that day. */
export interface Waiver {
  /** A rule id, or the beginning of ids that ends in a slash: `prove/`. */
  rule: string;
  reason: string;
  /** The last day on which it holds, `2027-01-31`. */
  until: string;
}

/**
 * Lets pass what the contract waives: `x-waive` of an operation for problems of that operation, `x-waive` at the top of
 * the document for all. An expired or unreadable waiver waives nothing, and is an error of its own.
 *
 * @param today as `2026-11-21`
 * @returns the problems, those waived marked, and the errors of the waivers themselves
 */
export function waive(contract: Contract, problems: readonly Problem[], today: string): Problem[] {
  return problems.map((problem) => {
    const operation = contract.operations.find(({ id }) => id === problem.operation);
    const waivers = [...waiversIn(operation?.extensions), ...waiversIn(contract.document)];
    const waiver = waivers.filter(isValid).find((each) => each.until >= today && covers(each, problem.rule));
    return waiver ? { ...problem, waiver } : problem;
  });
}

/** Waivers that no longer hold, or that nobody can hold to anything. */
export function brokenWaivers(contract: Contract, today: string): Problem[] {
  const places = [
    { where: 'the contract', waivers: waiversIn(contract.document), operation: undefined, pointer: '/x-waive' },
    ...contract.operations.map(({ id, extensions, pointer }) => ({
      where: id,
      waivers: waiversIn(extensions),
      operation: id,
      pointer: `${pointer}/x-waive`,
    })),
  ];
  return places.flatMap(({ where, waivers, operation, pointer }) =>
    waivers
      .filter((each) => !isValid(each) || each.until < today)
      .map((each): Problem => {
        const place = contract.locate(pointer);
        return {
          rule: 'waivers/expired',
          level: 'error',
          message: isValid(each)
            ? `The waiver of ${each.rule} on ${where} ended on ${each.until} (${each.reason}). Mend what it waived, or extend it.`
            : `x-waive on ${where} needs rule, reason and until (a day, as 2027-01-31); it is ${JSON.stringify(each)}.`,
          ...(operation !== undefined && { operation }),
          ...(place && { place }),
        };
      }),
  );
}

function waiversIn(extensions: unknown): unknown[] {
  return isMembers(extensions) ? listOf(extensions['x-waive']) : [];
}

function isValid(value: unknown): value is Waiver {
  if (!isMembers(value)) return false;
  const { rule, reason, until } = value;
  return (
    typeof rule === 'string' &&
    typeof reason === 'string' &&
    typeof until === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(until)
  );
}

function covers({ rule }: Waiver, id: string): boolean {
  return rule === id || (rule.endsWith('/') && id.startsWith(rule));
}
