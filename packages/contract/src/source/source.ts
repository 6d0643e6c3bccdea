import type { Place } from '../contract.ts';
import type { Problem } from '../contract-error.ts';
import type { Healed } from '../loading-findings.ts';

/** A fault of the text itself that reading it mends. */
export interface SourceFault {
  feature: Healed;
  message: string;
  place: Place;
}

/** One file of a contract, read. */
export interface Source {
  /** Absolute path, or a URL. */
  file: string;
  /** The parsed content, which belongs to whoever reads it; `undefined` where `problems` say why. */
  value: unknown;
  problems: Problem[];
  faults: SourceFault[];
  /** The place of the member or element that the keys lead to; of the last one on the way that exists. */
  locate(keys: readonly string[]): Place | undefined;
}
