import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Contract, Schema } from './contract.ts';
import { NUMBER_FORMATS, withDoubles } from './doubles.ts';
import type { View } from './lenses/hidden.ts';
import { linearPatterns } from './linear-pattern.ts';
import { schemaView, type SchemaView } from './lenses/view.ts';
import { violationText } from './violation-text.ts';

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

interface Compiler {
  ajv: Ajv2020;
  /** Components that the compiler knows; it compiles each once, when something first refers to it. */
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
    compiler.ajv.addSchema(component, `#/components/schemas/${name}`);
  }
  const validate: ValidateFunction = compiler.ajv.compile(viewed);
  const check: Check = (value) => {
    if (validate(value)) return [];
    const doubles = withDoubles(value);
    if (doubles !== value && validate(doubles)) return [];
    return (validate.errors ?? []).map((error) => describe(error, view.resolve));
  };
  compiler.checks.set(viewed, check);
  return check;
}

function makeCompiler(): Compiler {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
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
    // `url` is no format of JSON Schema; its check there refuses every private address, a development server's among them.
    formats: { ...fullFormats, ...NUMBER_FORMATS, url: fullFormats.uri },
  });
  return { ajv, added: new Set(), checks: new WeakMap() };
}

function describe(error: ErrorObject, resolve: SchemaView['resolve']): Violation {
  const missing = (error.params as Record<string, unknown>)['missingProperty'];
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    message: violationText(error, resolve),
    ...(typeof missing === 'string' ? { missing } : {}),
  };
}
