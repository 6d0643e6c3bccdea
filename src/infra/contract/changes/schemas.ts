import type { Schema } from '../contract.ts';
import type { Direction } from './change.ts';
import { compareArrays } from './schema/arrays.ts';
import { compareConditions } from './schema/conditions.ts';
import { compareBounds, compareMultiples } from './schema/numbers.ts';
import { compareObjects } from './schema/objects.ts';
import { compareUnions, compareWrapped } from './schema/unions.ts';
import { compareDefaults, compareEnums, compareForms, compareRemarks, compareTypes } from './schema/values.ts';
import { emptyKnowledge, forget } from './knowledge.ts';
import { mayBreak } from './rules.ts';
import type { Side } from './side.ts';
import type { Comparer, Finding, Pair, Walk } from './walk.ts';

const COMPARERS: readonly Comparer[] = [
  ...[compareTypes, compareEnums, compareForms, compareBounds, compareMultiples],
  ...[compareObjects, compareArrays, compareUnions, compareConditions, compareDefaults, compareRemarks],
];

/** Compares what two conjunctions of schemas accept; gives every difference once, in the order of the base. */
export type CompareSchemas = (base: readonly Schema[], revision: readonly Schema[], direction: Direction) => Finding[];

/** How deep in the walk a pair was assumed to be the same because it was being compared; none: nothing assumed. */
const NOTHING_ASSUMED = Number.POSITIVE_INFINITY;

interface Outcome {
  isSame: boolean;
  assumed: number;
}

/** One walk from the top of a body or parameter. */
interface Trip {
  direction: Direction;
  /** Pairs being compared, with their depth. Meeting one again proves no difference: schemas may be cyclic. */
  open: Map<string, number>;
  told: Set<string>;
  findings: Finding[];
}

/**
 * Prepares the comparison of schemas of two contracts. Pairs found the same are never looked at again, which is what
 * makes contracts of many operations over shared components fast; cycles are compared coinductively.
 */
export function schemaComparison(base: Side, revision: Side): CompareSchemas {
  const knowledge = { request: emptyKnowledge(), response: emptyKnowledge() };

  const visit = (trip: Trip, ones: readonly Schema[], others: readonly Schema[], path: string): Outcome => {
    const pair: Pair = { base: base.shape(ones), revision: revision.shape(others), path };
    const key = `${pair.base.id} ${pair.revision.id}`;
    const { same, different, tentative } = knowledge[trip.direction];
    const assumed = trip.open.get(key) ?? tentative.get(key);
    if (same.has(key)) return { isSame: true, assumed: NOTHING_ASSUMED };
    if (assumed !== undefined) return { isSame: true, assumed };
    if (trip.told.has(key)) return { isSame: false, assumed: NOTHING_ASSUMED };

    const [depth, known] = [trip.open.size, tentative.size];
    trip.open.set(key, depth);
    const outcome = look(trip, pair);
    trip.open.delete(key);
    if (!outcome.isSame) {
      forget(tentative, known);
      different.add(key);
      trip.told.add(key);
    } else if (outcome.assumed >= depth) {
      for (const proven of forget(tentative, known)) same.add(proven);
      same.add(key);
      return { isSame: true, assumed: NOTHING_ASSUMED };
    } else tentative.set(key, outcome.assumed);
    return outcome;
  };

  const look = (trip: Trip, pair: Pair): Outcome => {
    const outcome = { isSame: true, assumed: NOTHING_ASSUMED };
    const tell = (finding: Finding): void => {
      outcome.isSame = false;
      trip.findings.push(finding);
    };
    const note = ({ isSame, assumed }: Outcome): boolean => {
      outcome.assumed = Math.min(outcome.assumed, assumed);
      return isSame;
    };
    const walk: Walk = {
      direction: trip.direction,
      base,
      revision,
      find(of, concern, { from = '', to = '', keyword } = {}) {
        tell({ about: { concern }, pair: of, path: of.path, from, to, ...(keyword !== undefined && { keyword }) });
      },
      findProperty({ rule, ...finding }) {
        tell({ about: { rule }, from: '', to: '', ...finding });
      },
      descend(ones, others, path) {
        if (!note(visit(trip, ones, others, path))) outcome.isSame = false;
      },
      isSame(ones, others) {
        const key = `${base.shape(ones).id} ${revision.shape(others).id}`;
        if (knowledge[trip.direction].different.has(key)) return false;
        return note(visit({ ...trip, told: new Set(), findings: [] }, ones, others, ''));
      },
      relation: (ones, others) => (walk.isSame(ones, others) ? 'same' : relate(ones, others)),
    };
    compareShapes(pair, walk);
    return outcome;
  };

  const compare: CompareSchemas = (ones, others, direction) => {
    const trip: Trip = { direction, open: new Map(), told: new Set(), findings: [] };
    visit(trip, ones, others, '');
    return trip.findings;
  };
  const relate = relations(base, revision, compare);
  return compare;
}

/** Tells how two schemas that differ are related: what breaks requests was refused, what breaks responses is new. */
function relations(base: Side, revision: Side, compare: CompareSchemas): Walk['relation'] {
  const asked = new Set<string>();
  return (ones, others) => {
    const key = `${base.shape(ones).id} ${revision.shape(others).id}`;
    // A schema that asks for its own opposite has no answer.
    if (asked.has(key)) return 'other';
    asked.add(key);
    const [isNarrower, isWider] = (['request', 'response'] as const).map((direction) =>
      compare(ones, others, direction).some((finding) => mayBreak(finding, direction)),
    );
    asked.delete(key);
    if (isNarrower === isWider) return isNarrower ? 'other' : 'same';
    return isNarrower ? 'narrower' : 'wider';
  };
}

function compareShapes(pair: Pair, walk: Walk): void {
  const { acceptsNothing } = pair.revision;
  if (pair.base.acceptsNothing || acceptsNothing) {
    if (pair.base.acceptsNothing !== acceptsNothing) {
      walk.find(pair, acceptsNothing ? 'became-forbidden' : 'became-allowed');
    }
    return;
  }
  if (compareWrapped(pair, walk)) return;
  for (const compare of COMPARERS) compare(pair, walk);
}
