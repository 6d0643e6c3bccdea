import type { Contract, Finding, Place, Verdict } from './contract.ts';
import { observe } from './support/observe.ts';

/** How many places of one feature a report shows; it counts them all. */
const MOST_PLACES = 5;

export const VERDICTS = ['healed', 'ignored', 'emulated', 'enforced'] as const satisfies Verdict[];

/** One place of a feature; `message` where it says something of its own. */
interface FeaturePlace {
  pointer: string;
  place?: Place;
  message?: string;
}

export interface FeatureSupport {
  feature: string;
  verdict: Verdict;
  message: string;
  /** How many times the contract uses it, or has the fault. */
  count: number;
  places: FeaturePlace[];
}

/** What becomes of everything that a contract uses. */
export interface SupportReport {
  contract: { file: string; title: string; version: string; sourceVersion: string; operations: number };
  /** How many features got each verdict. */
  verdicts: Record<Verdict, number>;
  /** Faults first, then what has no effect. */
  features: FeatureSupport[];
}

/**
 * The support report: for every keyword and feature that the contract uses, whether it is enforced, emulated, healed or
 * ignored, and where. It fails closed: what the engine does not know is reported as ignored, never left out.
 *
 * @param more findings of others, as of derived resources
 */
export function supportReport(contract: Contract, more: readonly Finding[]): SupportReport {
  const groups = Map.groupBy(
    [...contract.findings, ...more, ...observe(contract)],
    ({ verdict, feature }) => `${verdict} ${feature}`,
  );
  const features = [...groups.values()].map((findings) => summary(contract, findings));
  features.sort(
    (one, other) => rank(one) - rank(other) || other.count - one.count || compare(one.feature, other.feature),
  );
  const { file, title, version, sourceVersion, operations } = contract;
  const countOf = (verdict: Verdict) => features.filter((feature) => feature.verdict === verdict).length;
  return {
    contract: { file, title, version, sourceVersion, operations: operations.length },
    verdicts: {
      enforced: countOf('enforced'),
      emulated: countOf('emulated'),
      healed: countOf('healed'),
      ignored: countOf('ignored'),
    },
    features,
  };
}

function summary(contract: Contract, findings: Finding[]): FeatureSupport {
  const [{ feature, verdict, message }] = findings as [Finding, ...Finding[]];
  const places = findings.slice(0, MOST_PLACES).map((finding): FeaturePlace => {
    const place = finding.place ?? contract.locate(finding.pointer);
    return {
      pointer: finding.pointer,
      ...(place && { place }),
      ...(finding.message !== message && { message: finding.message }),
    };
  });
  return { feature, verdict, message, count: findings.length, places };
}

function rank({ verdict }: FeatureSupport): number {
  return VERDICTS.indexOf(verdict);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
