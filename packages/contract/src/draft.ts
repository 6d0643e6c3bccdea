import type { Finding, Verdict } from './contract.ts';
import type { Problem } from './contract-error.ts';
import type { Members } from './json.ts';
import type { Healed, Ignored, Noted } from './loading-findings.ts';
import type { Origins } from './source/origins.ts';

/** A contract while it is loaded: the steps of loading mend the document in place and write down what they saw. */
export interface Draft {
  document: Members;
  /** `2.0`, `3.0.3`, ...: what the entry document says of itself. */
  sourceVersion: string;
  origins: Origins;
  findings: Finding[];
  /** What makes the contract unusable; collected, so that all is told at once. */
  problems: Problem[];
}

/** Writes down a fault that was mended. `pointer` is one of the draft's document. */
export function heal(draft: Draft, feature: Healed, pointer: string, message: string): void {
  find(draft, 'healed', feature, pointer, message);
}

/** Writes down something of the contract that has no effect. */
export function ignore(draft: Draft, feature: Ignored, pointer: string, message: string): void {
  find(draft, 'ignored', feature, pointer, message);
}

/** Writes down something of the contract that is held within limits only. */
export function note(draft: Draft, feature: Noted, pointer: string, message: string): void {
  find(draft, 'enforced', feature, pointer, message);
}

/** Writes down a fault that cannot be mended; loading ends with it. */
export function refuse(draft: Draft, pointer: string, message: string): void {
  const place = draft.origins.locate(pointer);
  draft.problems.push(place ? { message, place } : { message: `${message} (at ${pointer || 'the top'})` });
}

function find(draft: Draft, verdict: Verdict, feature: string, pointer: string, message: string): void {
  const place = draft.origins.locate(pointer);
  const written = draft.origins.written(pointer);
  draft.findings.push({ verdict, feature, message, pointer: written, ...(place && { place }) });
}
