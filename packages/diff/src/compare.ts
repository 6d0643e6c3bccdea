import type { Contract } from '@plumbline/contract/contract';
import type { Change } from './change.ts';
import { createComparison } from './comparison.ts';
import { compareWebhooks } from './events.ts';
import { compareOperations } from './operations.ts';
import { compareSecuritySchemes } from './security-schemes.ts';

export interface CompareOptions {
  /** Decides which sunsets have passed; now, if not given. */
  today?: Date;
}

/**
 * Compares two contracts by what they mean for clients, not by how they are written: references followed, `allOf`s
 * merged, branches and parameters matched, 3.0 and 3.1 spellings alike. Nothing is read or written.
 *
 * @param base what clients know
 * @param revision what they would meet
 * @returns every change, in the order of the base's operations, new operations last; empty for contracts that mean the same
 */
export function compareContracts(
  base: Contract,
  revision: Contract,
  { today = new Date() }: CompareOptions = {},
): Change[] {
  const comparison = createComparison(base, revision, today);
  compareSecuritySchemes(comparison);
  compareOperations(comparison);
  compareWebhooks(comparison);
  return comparison.changes;
}
