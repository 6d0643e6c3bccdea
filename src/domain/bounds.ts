import { clip, MOST_QUOTED } from '@plumbline/contract/clip';
import type { FieldProblem } from './errors.ts';

/** Problems that one error lists; the rest is counted. */
export const MOST_PROBLEMS = 50;
/** Longest message, in UTF-16 units. */
const MOST_MESSAGE = 2000;

/** A message as it may be sent and logged. */
export function clipMessage(message: string): string {
  return clip(message, MOST_MESSAGE);
}

/**
 * Problems as they may be sent and logged: few enough, short enough, and how many more there are. A list that is bounded
 * already stays as it is: its last entry counts the rest.
 *
 * @param others problems that were found and not collected
 */
export function boundProblems(problems: readonly FieldProblem[], others = 0): readonly FieldProblem[] {
  const isBounded = problems.length <= MOST_PROBLEMS + 1 && others === 0;
  const listed = (isBounded ? problems : problems.slice(0, MOST_PROBLEMS)).map(({ field, message }) => ({
    field: clip(field),
    message: clip(message, 2 * MOST_QUOTED),
  }));
  const rest = problems.length - listed.length + others;
  if (rest === 0) return listed;
  const [place = ''] = listed[0]?.field.split('.') ?? [];
  const message =
    rest === 1 ? 'has 1 more problem, which is not listed' : `has ${rest} more problems, which are not listed`;
  return [...listed, { field: place, message }];
}
