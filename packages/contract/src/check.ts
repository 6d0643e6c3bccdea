import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { clip, MOST_QUOTED } from './clip.ts';
import type { Contract, Schema } from './contract.ts';
import { withDoubles } from './doubles.ts';
import type { View } from './views/hidden.ts';
import { addLinearKeywords, FORMATS, STEP } from './linear-keywords.ts';
import { linearPatterns } from './patterns/linear-pattern.ts';
import { schemaView, type SchemaView } from './views/view.ts';
import { violationText } from './violation-text.ts';
import { countValues, TooMuchWorkError, withBoundedWork, withLittleWork } from './work.ts';

/** One thing wrong with a value. */
export interface Violation {
  /** JSON pointer into the value, `/items/0/price`; `''` is the value itself. */
  pointer: string;
  message: string;
  /** The schema keyword that says so. */
  keyword: string;
  /** The member that is not there and should be, in what the pointer means. */
  missing?: string;
}

/** Answers what is wrong with a value; nothing wrong is an empty list. */
export type Check = (value: unknown) => Violation[];

/**
 * What is wrong with a value, by the contract.
 *
 * @param schema any schema of the contract
 * @param view `request`: readOnly properties need not be there; `response`: writeOnly ones
 * @returns every violation; none for a valid value. Compiled on first use of a schema, then remembered.
 */
export function violations(
  contract: Pick<Contract, 'document'>,
  schema: Schema,
  value: unknown,
  view: View,
): Violation[] {
  const viewed = schemaView(contract, view);
  return checkOf(viewed, viewed.of(schema))(value);
}

/** Of a value of more values than these, only the first problem is looked for: finding all would take too long. */
export const MOST_VALUES = 5000;

interface Compiler {
  /** Stops at the first problem. */
  quick: Ajv2020;
  /** Finds every problem; of wrong values only. */
  thorough: Ajv2020;
  /** Components that the compilers know; each is compiled once, when something first refers to it. */
  added: Set<string>;
  checks: WeakMap<object, Check>;
}

const compilers = new WeakMap<SchemaView, Compiler>();

/** The check of a schema that is already in its view; for those who work on viewed schemas. */
export function checkOf(view: SchemaView, viewed: Schema): Check {
  if (typeof viewed === 'boolean')
    return viewed ? () => [] : () => [{ pointer: '', message: 'is not allowed', keyword: 'false schema' }];
  const compiler = compilers.get(view) ?? makeCompiler();
  compilers.set(view, compiler);
  const known = compiler.checks.get(viewed);
  if (known) return known;
  for (const [name, component] of view.reach(viewed)) {
    if (compiler.added.has(name)) continue;
    compiler.added.add(name);
    for (const ajv of [compiler.quick, compiler.thorough]) {
      const counted = typeof component === 'boolean' ? component : { ...component, [STEP]: true };
      ajv.addSchema(counted, `#/components/schemas/${name}`);
    }
  }
  const quick: ValidateFunction = compiler.quick.compile(viewed);
  const say = (error: ErrorObject): Violation => describe(error, view.resolve);
  let thorough: ValidateFunction | undefined;
  const problemsOf = (value: unknown): Violation[] => {
    if (quick(value)) return [];
    const doubles = withDoubles(value);
    if (doubles !== value && quick(doubles)) return [];
    const first = quick.errors ?? [];
    if (countValues(value, MOST_VALUES) >= MOST_VALUES) return first.map(say);
    const all = (thorough ??= compiler.thorough.compile(viewed));
    const errors = withLittleWork(first, () => (all(doubles) ? first : (all.errors ?? first)));
    return errors.map(say);
  };
  const check: Check = (value) => {
    try {
      return withBoundedWork(value, () => problemsOf(value));
    } catch (error) {
      if (!(error instanceof TooMuchWorkError)) throw error;
      return [{ pointer: '', message: 'takes too much work to check', keyword: 'work' }];
    }
  };
  compiler.checks.set(viewed, check);
  return check;
}

function makeCompiler(): Compiler {
  const make = (allErrors: boolean): Ajv2020 => {
    const ajv = new Ajv2020({
      strict: false,
      allErrors,
      // The sentences are ours (violation-text.ts), and they name what the schema accepts.
      messages: false,
      verbose: true,
      validateSchema: false,
      // JSON has no inherited members: `{}` has no `toString`.
      ownProperties: true,
      // Money and the like: 0.07 / 0.01 is not an integer in binary floating point.
      multipleOfPrecision: 9,
      code: { optimize: false, regExp: linearPatterns },
      logger: false,
      formats: FORMATS,
    });
    addLinearKeywords(ajv);
    return ajv;
  };
  return { quick: make(false), thorough: make(true), added: new Set(), checks: new WeakMap() };
}

function describe(error: ErrorObject, resolve: SchemaView['resolve']): Violation {
  const missing = (error.params as Record<string, unknown>)['missingProperty'];
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    message: clip(violationText(error, resolve), 2 * MOST_QUOTED),
    ...(typeof missing === 'string' ? { missing } : {}),
  };
}
