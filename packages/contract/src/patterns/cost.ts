import { isCharacter, isEdge, isLookaround, sequencesOf, type Sequence } from './elements.ts';
import type { AST } from '@eslint-community/regexpp';

/** How a backtracking engine may have to try: so many ways, for each of the positions of so many unbounded repetitions. */
interface Cost {
  ways: number;
  degree: number;
}

/** More ways than these are left to the linear engine: from one start, and from each position of a text. */
const MOST_WAYS = 20_000;
const MOST_WAYS_EACH = 200;

/**
 * Whether the engine of the runtime needs time in proportion to the text at most: one unbounded repetition of single
 * characters, from a fixed start, and few ways to match the rest. Everything else may backtrack.
 */
export function isCheap(sequences: readonly Sequence[]): boolean {
  const isAnchored = sequences.every(([first]) => isEdge(first, 'start'));
  const { ways, degree } = costOfAny(sequences);
  const starts = degree + (isAnchored ? 0 : 1);
  return starts === 0 ? ways <= MOST_WAYS : starts === 1 && ways <= MOST_WAYS_EACH;
}

function costOfAny(sequences: readonly Sequence[]): Cost {
  const costs = sequences.map(costOf);
  return {
    ways: costs.reduce((sum, { ways }) => sum + ways, 0),
    degree: Math.max(0, ...costs.map(({ degree }) => degree)),
  };
}

function costOf(sequence: Sequence): Cost {
  const costs = sequence.map(costOfElement);
  return {
    ways: costs.reduce((product, { ways }) => product * ways, 1),
    degree: costs.reduce((sum, { degree }) => sum + degree, 0),
  };
}

function costOfElement(element: AST.Element): Cost {
  if (element.type === 'Quantifier') return costOfRepetition(element);
  if (isLookaround(element) || element.type === 'Group' || element.type === 'CapturingGroup') {
    return costOfAny(sequencesOf(element.alternatives));
  }
  return element.type === 'Backreference' ? { ways: Infinity, degree: 1 } : { ways: 1, degree: 0 };
}

function costOfRepetition({ element, min, max }: AST.Quantifier): Cost {
  if (isCharacter(element)) return max === Infinity ? { ways: 1, degree: 1 } : { ways: max - min + 1, degree: 0 };
  const { ways, degree } = costOfElement(element);
  if (max === Infinity || degree > 0) return { ways: Infinity, degree: degree + 1 };
  return { ways: (max - min + 1) * ways ** max, degree: 0 };
}
