import type { Schema } from '@plumbline/contract/contract';
import type { Direction } from './change.ts';
import type { Encoding } from './encoding.ts';
import type { Shape } from './shape.ts';
import type { Side } from './side.ts';

/** Two shapes that describe the same value in the two contracts. */
export interface Pair {
  base: Shape;
  revision: Shape;
  /** From the top of the body or parameter, as people write it: `owner.tags[].name`; empty for the whole. */
  path: string;
  /** The schemas that must all hold, as they are written. */
  written: { base: readonly Schema[]; revision: readonly Schema[] };
}

/** A difference between two shapes, not yet put in words. */
export interface Finding {
  /** A concern of rules/schema-rules.ts, or the id of a rule in rules/property-rules.ts. */
  about: { concern: string } | { rule: string };
  pair: Pair;
  path: string;
  from: string;
  to: string;
  /** Keyword to point at, on each side. */
  keyword?: string;
  /** Where a property is declared; a side that does not declare it is shown by its object. */
  declared?: { base: Schema | undefined; revision: Schema | undefined };
}

/** What one schema accepts beside another: the same, less, more, or neither can be said. */
export type Relation = 'same' | 'narrower' | 'wider' | 'other';

/** What a comparer of one concept sees of the walk. */
export interface Walk {
  direction: Direction;
  encoding: Encoding;
  base: Side;
  revision: Side;
  find(pair: Pair, concern: string, facts?: { from?: string; to?: string; keyword?: string }): void;
  findProperty(finding: Omit<Finding, 'about' | 'from' | 'to'> & { rule: string }): void;
  /**
   * Compares subschemas, and reports what differs.
   *
   * @returns true where they are proven to be the same; false where they differ, or are the same if an outer pair is
   */
  descend(base: readonly Schema[], revision: readonly Schema[], path: string): boolean;
  /** True when the subschemas do not differ in any way that is reported. */
  isSame(base: readonly Schema[], revision: readonly Schema[]): boolean;
  /** Whether schemas of one side accept a value that travels this way; none where they cannot be compiled. */
  accepts(side: 'base' | 'revision', schemas: readonly Schema[], value: unknown): boolean | undefined;
  /** What became of what the subschemas accept, whichever way values travel. */
  relation(base: readonly Schema[], revision: readonly Schema[]): Relation;
}

/** Compares one concept of two shapes. */
export type Comparer = (pair: Pair, walk: Walk) => void;
