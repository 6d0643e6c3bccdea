import type { Contract } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import type { Problem, StageResult, Waiver } from './stage.ts';

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

/**
 * Waivers that no longer hold, that nobody can hold to anything, or whose rule belongs to no stage.
 *
 * @param stages names of all stages: ids of rules begin with them
 */
export function brokenWaivers(contract: Contract, today: string, stages: readonly string[]): Problem[] {
  return placesIn(contract).flatMap((place) =>
    place.waivers.flatMap((each): Problem[] => {
      const message = faultOf(each, place.where, today, stages);
      return message === undefined
        ? []
        : [problemAt(contract, place, { rule: 'waivers/expired', level: 'error', message })];
    }),
  );
}

/** Waivers of rules of the stages that ran which let nothing pass: what they waived is mended, and they can go. */
export function unusedWaivers(contract: Contract, today: string, results: readonly StageResult[]): Problem[] {
  const used = new Set(results.flatMap(({ problems }) => problems.flatMap(({ waiver }) => waiver ?? [])));
  const ran = new Set(results.filter(({ outcome }) => outcome !== 'skipped').map(({ stage }) => stage));
  return placesIn(contract).flatMap((place) =>
    place.waivers
      .filter((each) => isValid(each) && each.until >= today && !used.has(each) && ran.has(stageOf(each)))
      .map((each) => {
        const message = `The waiver of ${(each as Waiver).rule} on ${place.where} let nothing pass in this run. Take it out.`;
        return problemAt(contract, place, { rule: 'waivers/unused', level: 'warning', message });
      }),
  );
}

/** Where waivers stand. */
interface WaiverPlace {
  where: string;
  operation?: string;
  pointer: string;
  waivers: unknown[];
}

function placesIn({ document, operations }: Contract): WaiverPlace[] {
  return [
    { where: 'the contract', pointer: '/x-waive', waivers: waiversIn(document) },
    ...operations.map(({ id, extensions, pointer }) => ({
      where: id,
      operation: id,
      pointer: `${pointer}/x-waive`,
      waivers: waiversIn(extensions),
    })),
  ];
}

function problemAt(contract: Contract, { operation, pointer }: WaiverPlace, problem: Problem): Problem {
  const place = contract.locate(pointer);
  return { ...problem, ...(operation !== undefined && { operation }), ...(place && { place }) };
}

/** What is wrong with a waiver; nothing where it holds. */
function faultOf(waiver: unknown, where: string, today: string, stages: readonly string[]): string | undefined {
  if (!isValid(waiver)) {
    return `x-waive on ${where} needs rule, reason and until (a day, as 2027-01-31); it is ${JSON.stringify(waiver)}.`;
  }
  const { rule, reason, until } = waiver;
  if (!stages.includes(stageOf(waiver))) {
    return `The waiver of ${rule} on ${where} names a rule of no stage; ids begin with one of ${stages.join(', ')} and a slash.`;
  }
  if (until >= today) return undefined;
  return `The waiver of ${rule} on ${where} ended on ${until} (${reason}). Mend what it waived, or extend it.`;
}

function stageOf({ rule }: Waiver): string {
  return rule.includes('/') ? rule.slice(0, rule.indexOf('/')) : '';
}

/** A waiver that stands alone counts like a list of one: nothing that somebody waived is passed over in silence. */
function waiversIn(extensions: unknown): unknown[] {
  const said = isMembers(extensions) ? extensions['x-waive'] : undefined;
  return said === undefined ? [] : [said].flat();
}

function isValid(value: unknown): value is Waiver {
  if (!isMembers(value)) return false;
  const { rule, reason, until } = value;
  return (
    typeof rule === 'string' &&
    typeof reason === 'string' &&
    reason.trim() !== '' &&
    typeof until === 'string' &&
    isDay(until)
  );
}

function covers({ rule }: Waiver, id: string): boolean {
  return rule === id || (rule.endsWith('/') && id.startsWith(rule));
}

/** A day of the calendar: February has no 31st. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
