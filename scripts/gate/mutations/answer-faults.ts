import { headerFaults } from './header-faults.ts';
import { itemFaults } from './item-faults.ts';
import { listFaults } from './list-faults.ts';
import type { Fault } from './proxy.ts';
import { statusFaults } from './status-faults.ts';

/** Faults in what a backend answers. */
export function answerFaults(): Record<string, Fault> {
  return { ...statusFaults(), ...headerFaults(), ...itemFaults(), ...listFaults() };
}
