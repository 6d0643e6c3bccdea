import type { Schema } from '../contract.ts';
import { checkOf, type Violation } from '../check.ts';
import { build } from './build.ts';
import type { Building, OptionalProperties } from './building.ts';
import { valueAt } from './json-value.ts';
import { seededRandom } from './random.ts';
import type { SchemaView } from '../views/view.ts';

/** A value built for a schema, and what is still wrong with it: nothing, unless the schema asks for the impossible. */
export interface Built {
  value: unknown;
  violations: Violation[];
  /** Pointers of values in it that neither what is known nor the schema gives: samples, examples, empty lists. */
  invented: readonly string[];
}

export interface BuildOptions {
  seed: string | number;
  optional: OptionalProperties;
  /** A missing value is null where it may be, before anything is invented. */
  prefersNull?: boolean;
}

/** Each attempt mends at least one place; beyond this many the schema is taken to be unsatisfiable. */
const ATTEMPTS = 16;
const BUDGET = 4000;
/** Instead of a keyword: the value is right by its branch, and by another one of the same `oneOf`. */
const AMBIGUOUS = 'ambiguous';

/**
 * Builds a value, checks it, and builds it again without what was wrong, until nothing is.
 *
 * @param schema a viewed schema
 * @returns the first valid value, else the one with the fewest violations
 */
export function buildValid(view: SchemaView, schema: Schema, known: unknown, options: BuildOptions): Built {
  const check = checkOf(view, schema);
  const distrusted = new Set<string>();
  const turns = new Map<string, number>();
  const enriched = new Set<string>();
  let best: Built | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const building: Building = {
      view,
      attempt,
      distrusted,
      turns,
      enriched,
      // Optional members are only decoration: given up when they stand in the way.
      optional: attempt > ATTEMPTS / 2 ? 'none' : options.optional,
      random: seededRandom(attempt === 0 ? options.seed : `${options.seed}/${attempt}`),
      taken: new Map(),
      invented: new Set(),
      prefersNull: options.prefersNull ?? false,
      budget: BUDGET,
    };
    const value = build(building, schema, known, { pointer: '', depth: 0, isRequired: true });
    const wrong = check(value);
    if (!best || wrong.length < best.violations.length) {
      best = { value, violations: wrong, invented: [...building.invented] };
    }
    if (wrong.length === 0) break;
    for (const culprit of culprits(building, schema, value, '')) {
      mend(culprit, building, distrusted, turns, value);
      if (culprit.keyword === AMBIGUOUS) enriched.add(culprit.pointer);
    }
  }
  return best ?? { value: undefined, violations: [], invented: [] };
}

/**
 * The violations that say what to mend. A failed choice lists what is wrong with every branch; only what is wrong with
 * the branch that was taken counts.
 */
function culprits(building: Building, schema: Schema, value: unknown, at: string): Violation[] {
  const wrong = checkOf(
    building.view,
    schema,
  )(valueAt(value, at)).map((one) => ({ ...one, pointer: at + one.pointer }));
  const failed = new Set(
    wrong.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf').map(({ pointer }) => pointer),
  );
  const inside = (pointer: string): boolean =>
    [...failed].some((choice) => pointer === choice || pointer.startsWith(`${choice}/`));
  const plain = wrong.filter(({ pointer }) => !inside(pointer));
  const chosen = [...failed].flatMap((pointer) =>
    (building.taken.get(pointer) ?? [])
      .filter((branch) => branch !== schema)
      .flatMap((branch) => culprits({ ...building, taken: new Map() }, branch, value, pointer)),
  );
  // Right by its own branch, and still wrong: it matches a second branch of a `oneOf`.
  const ambiguous = [...failed].filter((pointer) => !chosen.some((one) => one.pointer.startsWith(pointer)));
  return [...plain, ...chosen, ...ambiguous.map((pointer) => ({ pointer, keyword: AMBIGUOUS, message: '' }))];
}

/** Another branch first, where there is a choice; then nothing of what is known or shown there is trusted. */
function mend(
  { pointer, keyword }: Violation,
  building: Building,
  distrusted: Set<string>,
  turns: Map<string, number>,
  value: unknown,
): void {
  const turn = turns.get(pointer) ?? 0;
  const isContainer = typeof valueAt(value, pointer) === 'object';
  if (building.taken.has(pointer) && isContainer && turn < 6) {
    turns.set(pointer, turn + 1);
    if (keyword !== AMBIGUOUS && turn > 1) distrusted.add(pointer);
  } else if (!isContainer || building.attempt > 0) {
    distrusted.add(pointer);
  }
}
