import type { Place } from '@plumbline/contract/contract';
import type { Context } from './context.ts';

/** `x-waive` in a contract: this rule may be broken here, for this reason, until that day. */
export interface Waiver {
  /** A rule id, or the beginning of ids that ends in a slash: `prove/`. */
  rule: string;
  reason: string;
  /** The last day on which it holds, `2027-01-31`. */
  until: string;
}

/** One thing that a stage found. Errors fail the gate; warnings and notes are told. */
export interface Problem {
  /** Stable id of the check, `prove/declared-status`, `changes/request-property-became-required`; waivers name it. */
  rule: string;
  level: 'error' | 'warning' | 'note';
  message: string;
  /** Id of the operation that it is about. */
  operation?: string;
  place?: Place;
  /** A shell line that shows it again. */
  reproduce?: string;
  /** The contract says why this is let pass, and until when. */
  waiver?: Waiver;
}

/** What a stage has to say. */
export interface Findings {
  /** One line: what was looked at, how much of it. */
  summary: string;
  problems: Problem[];
  /** How many things were compared: requests, operations, files. A stage that compared nothing did not pass. */
  compared: number;
  /** There was nothing to check, or it could not be checked here: `summary` says why. */
  isSkipped?: boolean;
}

export interface Stage {
  /** As `--only` names it. */
  name: string;
  /** What it answers, in a few words. */
  title: string;
  check(context: Context): Promise<Findings>;
}

export type Outcome = 'passed' | 'failed' | 'skipped';

/** How a stage went. */
export interface StageResult {
  stage: string;
  title: string;
  outcome: Outcome;
  summary: string;
  compared: number;
  seconds: number;
  problems: Problem[];
}
