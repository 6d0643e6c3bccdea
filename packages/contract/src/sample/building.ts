import type { Schema } from '../contract.ts';
import type { SchemaView } from '../views/view.ts';
import type { Random } from './random.ts';

/** Which optional properties a sample shows: none, all, or those with an example or default and all shallow scalars. */
export type OptionalProperties = 'none' | 'some' | 'all';

/** One attempt at building a value; attempts learn from what was wrong with the last. */
export interface Building {
  readonly view: SchemaView;
  readonly random: Random;
  readonly optional: OptionalProperties;
  /** Counts attempts; alternatives are tried in turn. */
  readonly attempt: number;
  /** Pointers where neither what is known nor an example was any good. */
  readonly distrusted: ReadonlySet<string>;
  /** By pointer: how often another branch had to be taken. */
  readonly turns: ReadonlyMap<string, number>;
  /** Pointers where more members are needed to tell the branch taken from others. */
  readonly enriched: ReadonlySet<string>;
  /** By pointer: the branches taken, for judging what went wrong there. */
  readonly taken: Map<string, Schema[]>;
  /** Pointers of values that nothing gives: neither what is known, nor a default, nor a schema that allows one value. */
  readonly invented: Set<string>;
  /** A missing value is null where it may be, before anything is invented. */
  readonly prefersNull: boolean;
  /** Values still to be built before the attempt becomes thrifty: recursive schemas have no end of their own. */
  budget: number;
}

/** One place in the value being built. */
export interface Spot {
  pointer: string;
  depth: number;
  /** Nothing at all is no answer here: what is missing is made up. */
  isRequired: boolean;
}

/** Below this depth only what must be there is built. */
const DEEP = 5;

export function isThrifty(building: Building, spot: Spot): boolean {
  return spot.depth > DEEP || building.budget < 0;
}

/** So deep, and so many values beyond the budget, no schema goes that has an end. */
const BOTTOM = 64;
const OVERDRAFT = -4000;

/** Whether building must stop, though a value is required here. */
export function isBottomless(building: Building, spot: Spot): boolean {
  return spot.depth > BOTTOM || building.budget < OVERDRAFT;
}

/** Whether more than necessary is shown here, so that the value fits one branch only. */
export function isEnriched(building: Building, spot: Spot): boolean {
  return [...building.enriched].some((at) => spot.pointer === at || spot.pointer.startsWith(`${at}/`));
}
