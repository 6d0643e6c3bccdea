import type { ErrorObject } from 'ajv';
import { getOwn } from './json.ts';
import { counted, listed } from './english.ts';
import type { Schema, SchemaObject } from './contract.ts';
import { schemaList } from './views/keywords.ts';
import { capped, choiceText, FORMATS, quoted, schemaText, shortened, typeText, type Resolve } from './schema-text.ts';

export type { Resolve };

/**
 * The catalogue of what is wrong with a value: one sentence for every keyword of JSON Schema. A sentence follows the
 * name of the field: `body.age` `must be an integer or null`. Texts of the validators never reach a caller.
 */

/** What Ajv reports with `verbose: true`, which names the schema as well. */
export type SchemaError = Pick<ErrorObject, 'keyword' | 'params' | 'parentSchema' | 'schema'>;

type Params = Record<string, unknown>;
type Sentence = (params: Params, error: SchemaError, resolve: Resolve) => string;

const count = (params: Params): number => Number(params['limit']);

const SENTENCES: Readonly<Record<string, Sentence>> = {
  type: ({ type }) => `must be ${listed([type].flat().map(typeText), 'or')}`,
  format: ({ format }) => `must be ${getOwn(FORMATS, String(format)) ?? `in the format ${quoted(format)}`}`,
  enum: ({ allowedValues }) => `must be ${choiceText((allowedValues as unknown[] | undefined) ?? [])}`,
  const: ({ allowedValue }) => `must be ${quoted(allowedValue)}`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`,
  exclusiveMinimum: ({ limit }) => `must be greater than ${String(limit)}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${String(limit)}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${String(multipleOf)}`,
  minLength: (params) => `must have at least ${counted(count(params), 'character')}`,
  maxLength: (params) => `must have at most ${counted(count(params), 'character')}`,
  pattern: ({ pattern }) => `must match the pattern ${shortened(String(pattern))}`,
  minItems: (params) => `must have at least ${counted(count(params), 'item')}`,
  maxItems: (params) => `must have at most ${counted(count(params), 'item')}`,
  items: (params) => `must have at most ${counted(count(params), 'item')}`,
  additionalItems: (params) => `must have at most ${counted(count(params), 'item')}`,
  unevaluatedItems: (params) =>
    Number.isFinite(count(params))
      ? `must have at most ${counted(count(params), 'item')}`
      : 'has items that are not declared',
  uniqueItems: ({ i, j }) => `must not repeat items: items ${String(j)} and ${String(i)} are equal`,
  contains: ({ minContains, maxContains }, { schema }, resolve) => {
    const most = maxContains === undefined ? '' : ` and at most ${Number(maxContains)}`;
    const wanted = schemaText((schema as Schema | undefined) ?? true, resolve);
    return `must contain at least ${String(Number(minContains ?? 1))}${most} of the following: ${wanted}`;
  },
  minProperties: (params) => `must have at least ${counted(count(params), 'property', 'properties')}`,
  maxProperties: (params) => `must have at most ${counted(count(params), 'property', 'properties')}`,
  required: ({ missingProperty }) => `must have the property ${quoted(missingProperty)}`,
  dependentRequired: dependentText,
  dependencies: dependentText,
  additionalProperties: ({ additionalProperty }) =>
    `must not have the undeclared property ${quoted(additionalProperty)}`,
  unevaluatedProperties: ({ unevaluatedProperty }) =>
    `must not have the undeclared property ${quoted(unevaluatedProperty)}`,
  propertyNames: ({ propertyName }) => `must not have a property named ${quoted(propertyName)}`,
  oneOf: ({ passingSchemas }, error, resolve) => {
    const alternatives = alternativesText(error, 'oneOf', resolve);
    return Array.isArray(passingSchemas)
      ? `must be only one of the following, but fits several: ${alternatives}`
      : `must be ${alternatives}`;
  },
  anyOf: (_params, error, resolve) => `must be ${alternativesText(error, 'anyOf', resolve)}`,
  not: (_params, { schema }, resolve) => `must not be ${schemaText((schema as Schema | undefined) ?? true, resolve)}`,
  if: ({ failingKeyword }) =>
    `must meet the ${failingKeyword === 'else' ? '"else"' : '"then"'} rule that the contract declares for such values`,
  'false schema': () => 'is not allowed',
  discriminator: ({ tag, tagValue }) =>
    `must have a declared value in ${quoted(tag)}${tagValue === undefined ? '' : `, not ${quoted(tagValue)}`}`,
  readOnly: () => 'is read-only: only the server sets it',
  writeOnly: () => 'is write-only: the server never shows it',
  nullable: () => 'must not be null',
  serdes: ({ format }) => `must be ${getOwn(FORMATS, String(format)) ?? 'in the declared format'}`,
};

/** What is wrong with a value, of which the sentence follows the name. */
export function violationText(error: SchemaError, resolve: Resolve = (schema) => schema): string {
  const sentence = Object.hasOwn(SENTENCES, error.keyword) ? getOwn(SENTENCES, error.keyword) : undefined;
  return sentence?.(error.params as Params, error, resolve) ?? `does not meet the rule ${quoted(error.keyword)}`;
}

/** The same for a member that is missing or not declared, whose own name the sentence follows. */
export function memberText(error: SchemaError, resolve?: Resolve): string {
  const { keyword, params } = error as { keyword: string; params: Params };
  if (keyword === 'required') return 'is required';
  if (keyword === 'dependentRequired' || keyword === 'dependencies')
    return `is required beside ${quoted(params['property'])}`;
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return 'is not a declared property';
  return violationText(error, resolve);
}

function dependentText({ missingProperty, property }: Params): string {
  return `must have the property ${quoted(missingProperty)} beside ${quoted(property)}`;
}

function alternativesText({ parentSchema, schema }: SchemaError, keyword: 'oneOf' | 'anyOf', resolve: Resolve): string {
  const branches = schemaList(schema ?? (parentSchema as SchemaObject | undefined)?.[keyword]);
  const texts = [...new Set(branches.map((branch) => schemaText(branch, resolve)))];
  return texts.length === 0 ? 'one of the declared alternatives' : listed(capped(texts), 'or');
}
