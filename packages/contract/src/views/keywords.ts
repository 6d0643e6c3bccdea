import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Schema, SchemaObject } from '../contract.ts';
import { getOwn, setOwn } from '../json.ts';
import { portablePattern } from './pattern.ts';

/** Keywords whose value is one schema, a list of schemas, and schemas by name (JSON Schema 2020-12). */
export const ONE = [
  'items',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
export const LIST = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
export const MAP = ['properties', 'patternProperties', 'dependentSchemas'] as const;

const TYPES = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);
const COUNTS = [
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
];
const BOUNDS = ['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum'];

/** Formats that are checked; any other is documentation (JSON Schema 2020-12, 7.2.3). */
export const KNOWN_FORMATS: ReadonlySet<string> = new Set(Object.keys(fullFormats));

/**
 * The keywords of one schema object that hold no subschemas, made safe for every compiler that reads them: only those
 * that JSON Schema defines, each with a value that it allows. `example` becomes the first of `examples`.
 */
export function ownKeywords(schema: SchemaObject): SchemaObject {
  const own: SchemaObject = {};
  const types = [schema.type ?? []]
    .flat()
    .flatMap((type) => (type === 'file' ? ['string'] : TYPES.has(type) ? [type] : []));
  if (types.length > 0) {
    const all = schema['nullable'] === true ? [...new Set([...types, 'null'])] : [...new Set(types)];
    own.type = all.length === 1 ? (all[0] as string) : all;
  }
  if (typeof schema.format === 'string' && KNOWN_FORMATS.has(schema.format)) own.format = schema.format;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) own.enum = schema.enum;
  if (schema.const !== undefined) own.const = schema.const;
  for (const keyword of COUNTS) if (isCount(getOwn(schema, keyword))) setOwn(own, keyword, getOwn(schema, keyword));
  for (const keyword of BOUNDS)
    if (typeof getOwn(schema, keyword) === 'number') setOwn(own, keyword, getOwn(schema, keyword));
  copyExclusiveFlags(schema, own);
  if (typeof schema['multipleOf'] === 'number' && schema['multipleOf'] > 0) own['multipleOf'] = schema['multipleOf'];
  if (schema['uniqueItems'] === true) own['uniqueItems'] = true;
  const pattern = typeof schema['pattern'] === 'string' ? portablePattern(schema['pattern']) : undefined;
  if (pattern !== undefined) own['pattern'] = pattern;
  if (schema.default !== undefined) own.default = schema.default;
  const examples = [
    ...('example' in schema ? [schema.example] : []),
    ...(Array.isArray(schema.examples) ? schema.examples : []),
  ];
  if (examples.length > 0) own.examples = examples;
  return own;
}

/** OpenAPI 3.0 wrote `minimum: 0, exclusiveMinimum: true`. */
function copyExclusiveFlags(schema: SchemaObject, own: SchemaObject): void {
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (schema[flag] === true && typeof own[bound] === 'number') {
      own[flag] = own[bound];
      delete own[bound];
    }
  }
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** Schemas by name; anything that is no schema is left out. */
export function schemaMap(value: unknown): Record<string, Schema> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Schema] => isSchema(entry[1])));
}

export function schemaList(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** What a schema says of one member. Ajv passes over a property called `__proto__`; a pattern says the same. */
export function memberRule(name: string, schema: Schema): SchemaObject {
  return name === '__proto__' ? { patternProperties: { '^__proto__$': schema } } : { properties: { [name]: schema } };
}
