import type { ContractOperation } from '@plumbline/contract/contract';
import { report, type Carrier, type Comparison } from './comparison.ts';
import type { Audience } from './rules.ts';

/** One request that the service sends, in both contracts. */
export interface SentPair {
  audience: Audience;
  kind: 'webhook' | 'callback';
  /** The operation that a callback belongs to. */
  operation?: string;
  /** As the document names it: `newPet`. */
  name: string;
  /** As sentences name it: `webhook newPet`. */
  label: string;
  where: Carrier['where'];
  base: ContractOperation;
  revision: ContractOperation;
}

type Facts = Readonly<Record<string, string>>;

/** Reports a change of the pair by the rule of its kind. */
export function tell(comparison: Comparison, { kind, label, where }: SentPair, rule: string, facts: Facts = {}): void {
  report(comparison, `${kind}-${rule}`, where, { event: label, ...facts });
}
