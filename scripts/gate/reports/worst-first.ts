import type { Problem } from '../stage.ts';

const LEVELS: readonly Problem['level'][] = ['error', 'warning', 'note'];

/** Problems as a reader wants them where not all are shown: what fails, then warnings, what is waived, and notes. */
export function worstFirst(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((one, other) => rank(one) - rank(other));
}

function rank({ level, waiver }: Problem): number {
  // Between warnings and notes.
  return waiver ? 1.5 : LEVELS.indexOf(level);
}

/** How many problems fail the gate, are told of, and are waived. */
export function countsOf(problems: readonly Problem[]): { errors: number; warnings: number; waived: number } {
  return {
    errors: problems.filter(({ level, waiver }) => level === 'error' && !waiver).length,
    warnings: problems.filter(({ level, waiver }) => level === 'warning' && !waiver).length,
    waived: problems.filter(({ waiver }) => waiver).length,
  };
}
