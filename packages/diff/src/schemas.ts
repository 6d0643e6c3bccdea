import type { Schema } from '@plumbline/contract/contract';
import type { Direction } from './change.ts';
import { compareShapes } from './schema/compare-shapes.ts';
import { encodingAt, type Encoding } from './encoding.ts';
import { emptyKnowledge, forget, type Knowledge } from './knowledge.ts';
import { NestingError } from './nesting-error.ts';
import { mayBreak } from './rules.ts';
import { createOracle, type Oracle } from './oracle.ts';
import type { Side } from './side.ts';
import { DEEPEST, DEEPEST_PROBE, MOST_PROBES, NOTHING_ASSUMED, type Outcome, type Stop, type Trip } from './trip.ts';
import type { Finding, Pair, Relation, Walk } from './walk.ts';

/** Where values of schemas travel. */
export interface Journey {
  direction: Direction;
  /** How the values are written; JSON where nothing is said. */
  encoding?: Encoding | undefined;
  /** As messages name it: `the request body of POST /things`. */
  label: string;
}

/** Compares what two conjunctions of schemas accept; gives every difference once, in the order of the base. */
export type CompareSchemas = (base: readonly Schema[], revision: readonly Schema[], journey: Journey) => Finding[];

/**
 * Prepares the comparison of schemas of two contracts. Pairs found the same are never looked at again, which is what
 * makes contracts of many operations over shared components fast; cycles are compared coinductively.
 */
export function schemaComparison(base: Side, revision: Side): CompareSchemas {
  const comparer = new SchemaComparer(base, revision);
  return (ones, others, { encoding = 'json', ...journey }) =>
    comparer.compare({ ones, others, path: '', encoding }, journey);
}

class SchemaComparer {
  private readonly base: Side;
  private readonly revision: Side;
  private readonly oracles: Readonly<Record<'base' | 'revision', Oracle>>;
  private readonly knowledge: Readonly<Record<Direction, Knowledge>> = {
    request: emptyKnowledge(),
    response: emptyKnowledge(),
  };
  private readonly asked = new Set<string>();
  private probes = 0;

  constructor(base: Side, revision: Side) {
    this.base = base;
    this.revision = revision;
    this.oracles = { base: createOracle(base), revision: createOracle(revision) };
  }

  compare(stop: Stop, { direction, label }: Pick<Trip, 'direction' | 'label'>): Finding[] {
    const trip: Trip = { direction, label, open: new Map(), told: new Set(), isProbe: false, findings: [] };
    this.visit(trip, stop);
    return trip.findings;
  }

  private visit(trip: Trip, { ones, others, path, encoding }: Stop): Outcome {
    const written = { base: ones, revision: others };
    const pair: Pair = { base: this.base.shape(ones), revision: this.revision.shape(others), path, written };
    const key = `${pair.base.id} ${pair.revision.id} ${encoding}`;
    const { same, different, tentative } = this.knowledge[trip.direction];
    const assumed = trip.open.get(key) ?? tentative.get(key);
    if (same.has(key)) return { isSame: true, assumed: NOTHING_ASSUMED };
    if (assumed !== undefined) return { isSame: true, assumed };
    if (trip.told.has(key)) return { isSame: false, assumed: NOTHING_ASSUMED };

    const [depth, known] = [trip.open.size, tentative.size];
    if (depth > DEEPEST) throw new NestingError(DEEPEST, trip.label);
    trip.open.set(key, depth);
    const outcome = this.look(trip, pair, encoding);
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
  }

  private look(trip: Trip, pair: Pair, encoding: Encoding): Outcome {
    const outcome: Outcome = { isSame: true, assumed: NOTHING_ASSUMED };
    compareShapes(pair, this.walkOf(trip, pair, encoding, outcome));
    return outcome;
  }

  /** What comparers see of the walk; what they find is noted in the outcome. */
  private walkOf(trip: Trip, { path: at }: Pair, encoding: Encoding, outcome: Outcome): Walk {
    const { base, revision, oracles } = this;
    const tell = (finding: Finding): void => {
      outcome.isSame = false;
      trip.findings.push(finding);
    };
    const note = ({ isSame, assumed }: Outcome): boolean => {
      outcome.assumed = Math.min(outcome.assumed, assumed);
      return isSame;
    };
    const isDecided = (): boolean => trip.isProbe && !outcome.isSame;
    const walk: Walk = {
      ...{ direction: trip.direction, encoding, base, revision },
      find(of, concern, { from = '', to = '', keyword } = {}) {
        tell({ about: { concern }, pair: of, path: of.path, from, to, ...(keyword !== undefined && { keyword }) });
      },
      findProperty({ rule, ...finding }) {
        tell({ about: { rule }, from: '', to: '', ...finding });
      },
      descend: (ones, others, path) => {
        if (isDecided()) return false;
        const stop = { ones, others, path, encoding: encodingAt(encoding, at, path) };
        const inner = this.visit(trip, stop);
        if (!note(inner)) outcome.isSame = false;
        return inner.isSame && inner.assumed === NOTHING_ASSUMED;
      },
      isSame: (ones, others) => {
        // Schemas that hold each other through unions could be compared for ever: these are matched by their likeness.
        if (isDecided() || trip.open.size > DEEPEST_PROBE || this.probes > MOST_PROBES) return false;
        this.probes += 1;
        const key = `${base.shape(ones).id} ${revision.shape(others).id} ${encoding}`;
        if (this.knowledge[trip.direction].different.has(key)) return false;
        const probe = { ...trip, told: new Set<string>(), isProbe: true, findings: [] };
        return note(this.visit(probe, { ones, others, path: '', encoding }));
      },
      accepts: (side, schemas, value) => oracles[side](schemas, trip.direction, value),
      relation: (ones, others) => (walk.isSame(ones, others) ? 'same' : this.relate(ones, others, trip.label)),
    };
    return walk;
  }

  /** How two schemas that differ are related: what breaks requests was refused, what breaks responses is new. */
  private relate(ones: readonly Schema[], others: readonly Schema[], label: string): Relation {
    const key = `${this.base.shape(ones).id} ${this.revision.shape(others).id}`;
    // A schema that asks for its own opposite has no answer.
    if (this.asked.has(key)) return 'other';
    this.asked.add(key);
    const [isNarrower, isWider] = (['request', 'response'] as const).map((direction) =>
      this.compare({ ones, others, path: '', encoding: 'json' }, { direction, label }).some((finding) =>
        mayBreak(finding, direction),
      ),
    );
    this.asked.delete(key);
    if (isNarrower === isWider) return isNarrower ? 'other' : 'same';
    return isNarrower ? 'narrower' : 'wider';
  }
}
