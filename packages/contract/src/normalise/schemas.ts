import { heal, ignore, type Draft } from '../draft.ts';
import { getOwn, isMembers, type Members, membersOf } from '../json.ts';
import { exclusiveToNumber, nullToType } from './nullable.ts';
import { healPatterns } from './pattern.ts';
import { healBounds } from './schema-bounds.ts';
import { healRequired } from './schema-required.ts';
import { healType } from './schema-types.ts';
import { healDefault, healEnum } from './schema-values.ts';

/** Turns a schema of any dialect into JSON Schema 2020-12 and mends its faults, in place. */
export function healSchema(draft: Draft, schema: Members, pointer: string): void {
  const isOld = /^[23]\.0/u.test(draft.sourceVersion) || draft.sourceVersion === '2';
  if (typeof schema.$ref === 'string' && isOld) dropSiblings(draft, schema, pointer);
  healType(draft, schema, pointer);
  healEnum(draft, schema, pointer);
  healRequired(draft, schema, pointer);
  if ('nullable' in schema) healNullable(draft, schema, pointer, isOld);
  healBounds(draft, withNumericBounds(draft, schema, pointer, isOld), pointer);
  healPatterns(draft, schema, pointer);
  // After all that it is held against: a pattern has to compile before.
  healDefault(draft, schema, pointer);
  healTuple(draft, schema, pointer);
  healDependencies(schema);
  healCombinations(draft, schema, pointer);
  healExamples(schema);
  for (const keyword of ['$schema', '$id', 'id']) {
    if (keyword === 'id' ? typeof schema.id !== 'string' : !Object.hasOwn(schema, keyword)) continue;
    delete schema[keyword];
    heal(
      draft,
      'schema-identifier',
      `${pointer}/${keyword}`,
      `References lead to places in this document; \`${keyword}\` was dropped.`,
    );
  }
}

/** Members that only describe; beside a reference they are no loss. */
const DESCRIPTIVE = /^(?:\$ref|title|description|summary|example|examples|externalDocs|deprecated|xml|x-.*)$/u;

/** Before OpenAPI 3.1, what stands beside a `$ref` does not count. */
function dropSiblings(draft: Draft, schema: Members, pointer: string): void {
  for (const keyword of Object.keys(schema)) {
    if (keyword === '$ref') continue;
    delete schema[keyword];
    if (DESCRIPTIVE.test(keyword)) continue;
    const message = `\`${keyword}\` beside a $ref does not count before OpenAPI 3.1. Put the $ref into allOf.`;
    ignore(draft, 'reference-siblings', `${pointer}/${keyword}`, message);
  }
}

function healNullable(draft: Draft, schema: Members, pointer: string, isOld: boolean): void {
  const isTyped = schema.type !== undefined;
  const { nullable } = schema;
  nullToType(schema);
  if (!isOld)
    heal(draft, 'nullable-in-3.1', `${pointer}/nullable`, 'OpenAPI 3.1 has no `nullable`; type null was added.');
  else if (nullable === true && !isTyped) {
    heal(
      draft,
      'nullable-without-type',
      `${pointer}/nullable`,
      '`nullable` without `type` has no effect; null was allowed.',
    );
  }
}

function withNumericBounds(draft: Draft, schema: Members, pointer: string, isOld: boolean): Members {
  for (const keyword of ['exclusiveMinimum', 'exclusiveMaximum']) {
    if (typeof getOwn(schema, keyword) !== 'boolean' || isOld) continue;
    heal(
      draft,
      'boolean-exclusive-bound',
      `${pointer}/${keyword}`,
      `\`${keyword}\` is a number since OpenAPI 3.1; the bound was moved to it.`,
    );
  }
  exclusiveToNumber(schema);
  return schema;
}

/** Before 2020-12 a list in `items` described the elements one by one. */
function healTuple(draft: Draft, schema: Members, pointer: string): void {
  if (!Array.isArray(schema.items)) return;
  schema.prefixItems = schema.items as unknown[];
  delete schema.items;
  if (schema.additionalItems !== undefined) schema.items = schema.additionalItems;
  delete schema.additionalItems;
  draft.origins.move(`${pointer}/items`, `${pointer}/prefixItems`);
  heal(draft, 'items-as-list', `${pointer}/items`, 'A list in `items` is `prefixItems` since OpenAPI 3.1.');
}

/** `dependencies` became `dependentRequired` and `dependentSchemas`. */
function healDependencies(schema: Members): void {
  if (!isMembers(schema.dependencies)) return;
  const entries = Object.entries(schema.dependencies);
  schema.dependentRequired = {
    ...Object.fromEntries(entries.filter(([, value]) => Array.isArray(value))),
    ...membersOf(schema.dependentRequired),
  };
  schema.dependentSchemas = {
    ...Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value))),
    ...membersOf(schema.dependentSchemas),
  };
  delete schema.dependencies;
}

function healCombinations(draft: Draft, schema: Members, pointer: string): void {
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
    const parts = getOwn(schema, keyword);
    if (!Array.isArray(parts) || parts.length > 0) continue;
    delete schema[keyword];
    heal(
      draft,
      'empty-combination',
      `${pointer}/${keyword}`,
      `An empty \`${keyword}\` is not allowed; it was dropped.`,
    );
  }
  const { discriminator } = schema;
  if (discriminator === undefined || typeof membersOf(discriminator).propertyName === 'string') return;
  delete schema.discriminator;
  heal(
    draft,
    'discriminator-without-property',
    `${pointer}/discriminator`,
    'A discriminator needs `propertyName`; it was dropped.',
  );
}

/** `examples` of a schema is a list; where it is the map of a media type, its values are meant. */
function healExamples(schema: Members): void {
  if (!isMembers(schema.examples)) return;
  schema.examples = Object.values(schema.examples).map((entry) =>
    isMembers(entry) && 'value' in entry ? entry.value : entry,
  );
}
