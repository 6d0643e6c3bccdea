import type { Change, Level } from '@plumbline/diff/change';
import { compareContracts } from '@plumbline/diff/compare';
import type { Contract } from '@plumbline/contract/contract';
import { placeText } from '@plumbline/contract/contract-error';
import { membersOf } from '@plumbline/contract/json';
import { NoBaseError } from '../base.ts';
import type { Context } from '../context.ts';
import type { Findings, Problem, Stage } from '../stage.ts';
import { migrationProblems } from './migration.ts';

/** Who breaks when this contract takes the place of the base: clients, and the rows that are stored. */
export const changes: Stage = {
  name: 'changes',
  title: 'Nothing that clients rely on is broken',
  check,
};

const LEVELS: Record<Level, Problem['level']> = { breaking: 'error', warning: 'warning', info: 'note' };

async function check(context: Context): Promise<Findings> {
  try {
    const base = await context.base();
    if (isEmpty(base.contract)) {
      const summary = `${base.name} declares no operation and no webhook: there is nothing to compare with`;
      return { summary, problems: [], compared: 0, isSkipped: true };
    }
    const found = compareContracts(base.contract, context.contract);
    const problems = [
      ...found.map((change) => problemOf(context, change)),
      // The own contract's tables are not derived from it: its migrations are written, and drift checks them.
      ...(context.isOwn ? [] : migrationProblems(base.contract, context.contract)),
    ];
    const breaking = problems.filter(({ level }) => level === 'error').length;
    return {
      summary: `${problems.length} changes since ${base.name}, ${breaking} breaking`,
      compared: compared(base.contract, context.contract),
      problems,
    };
  } catch (error) {
    if (!(error instanceof NoBaseError)) throw error;
    return { summary: error.message, problems: [], compared: 0, isSkipped: true };
  }
}

/** True for a contract that promises nothing: comparing with it finds nothing, whatever changed. */
function isEmpty({ operations, document }: Contract): boolean {
  return operations.length === 0 && Object.keys(membersOf(document.webhooks)).length === 0;
}

/** The operations of either contract, and each contract as a whole. */
function compared(base: Contract, revision: Contract): number {
  return Math.max(base.operations.length, revision.operations.length) + 1;
}

function problemOf({ contract }: Context, { rule, level, operation, message, base, revision }: Change): Problem {
  const place = revision?.place ?? (base && contract.locate(aroundElement(base.pointer)));
  const named = contract.operations.find(({ method, path }) => operation === `${method.toUpperCase()} ${path}`);
  return {
    rule: `changes/${rule}`,
    level: LEVELS[level],
    message: revision?.place || !base?.place ? message : `${message} It was at ${placeText(base.place)}.`,
    ...(named && { operation: named.id }),
    ...(place && { place }),
  };
}

/** What is gone is shown where it is missing. The elements of a list have moved up since: the list is where that is. */
function aroundElement(pointer: string): string {
  return pointer.replace(/(\/(?:parameters|allOf|anyOf|oneOf|prefixItems|enum|security|servers))\/\d+.*$/u, '$1');
}
