import type { Schema } from '@plumbline/contract/contract';
import type { Direction } from './change.ts';
import type { Encoding } from './encoding.ts';
import type { Finding } from './walk.ts';

/** How deep in the walk a pair was assumed to be the same because it was being compared; none: nothing assumed. */
export const NOTHING_ASSUMED = Number.POSITIVE_INFINITY;

/** How deep alternatives are compared to find out which are the same, and how often in all. */
export const DEEPEST_PROBE = 60;
export const MOST_PROBES = 50_000;

/** How deep schemas are compared at all: the stack ends somewhere. */
export const DEEPEST = 400;

export interface Outcome {
  isSame: boolean;
  assumed: number;
}

/** Schemas to compare, and where they stand. */
export interface Stop {
  ones: readonly Schema[];
  others: readonly Schema[];
  path: string;
  encoding: Encoding;
}

/** One walk from the top of a body or parameter. */
export interface Trip {
  direction: Direction;
  /** What is compared, as messages name it. */
  label: string;
  /** Pairs being compared, with their depth. Meeting one again proves no difference: schemas may be cyclic. */
  open: Map<string, number>;
  told: Set<string>;
  /** Asks only whether anything differs: the first difference is enough. */
  isProbe: boolean;
  findings: Finding[];
}
