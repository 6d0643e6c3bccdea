import { createHash } from 'node:crypto';
import type { Schema } from '@plumbline/contract/contract';
import type { ColumnType, Property } from '../../resource.ts';
import { isPassword } from '../authentication.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { snake } from '../names/words.ts';

/** Longest identifier that PostgreSQL keeps whole, in bytes; snake-cased names are ASCII. */
const LONGEST_NAME = 63;

/** What a string and a whole number may be; declared in two ways, the widest of them holds both. */
const TEXTUAL: readonly ColumnType[] = ['text', 'uuid', 'date', 'timestamptz'];
const WHOLE: readonly ColumnType[] = ['integer', 'bigint', 'numeric'];

/** PostgreSQL type of a property's column; jsonb for whatever is not one scalar. */
export function columnType(schemas: Schemas, declarations: readonly Schema[]): ColumnType {
  const types = [...new Set(declarations.map((schema) => typeOfSchema(schemas, schema)))];
  const [only, ...others] = types;
  if (only === undefined) return 'jsonb';
  if (others.length === 0) return only;
  if (types.every((type) => TEXTUAL.includes(type))) return 'text';
  return types.every((type) => WHOLE.includes(type)) ? 'numeric' : 'jsonb';
}

function typeOfSchema(schemas: Schemas, schema: Schema): ColumnType {
  const { format, minimum, maximum } = schemas.core(schema);
  switch (schemas.kind(schema)) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'double precision';
    case 'integer':
      if (format === 'int32') return 'integer';
      return format === 'int64' || isWithinBigint(minimum, maximum) ? 'bigint' : 'numeric';
    case 'string':
      if (format === 'date-time') return 'timestamptz';
      return format === 'date' || format === 'uuid' ? format : 'text';
    default:
      return 'jsonb';
  }
}

/** Both bounds are safe integers, hence well within 64 bits. */
function isWithinBigint(minimum: unknown, maximum: unknown): boolean {
  return Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum);
}

/** Columns that the store keeps for itself beside those of the properties. */
export const OWN_COLUMNS: readonly string[] = ['_key', '_created_at', '_updated_at', '_version', '_exact', '_emulated'];

/** Columns that every table of PostgreSQL has already. */
const SYSTEM_COLUMNS: readonly string[] = ['oid', 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'];

/** Names that no column of a property can have. */
export const RESERVED_COLUMNS: readonly string[] = [...OWN_COLUMNS, ...SYSTEM_COLUMNS];

/**
 * Snake-cased column names for properties, which none of `taken` has; adds them to those. Names that come to the same
 * column, are too long or hold no letter or digit of ASCII are told apart by a hash. Which column a property has depends on
 * the names alone and not on their order: a contract may list its properties in another order tomorrow.
 */
export function columnNames(names: readonly string[], taken: Set<string>): ReadonlyMap<string, string> {
  const sorted = [...new Set(names)].sort((one, other) => (one < other ? -1 : 1));
  return new Map(sorted.map((name) => [name, columnName(name, taken)]));
}

function columnName(name: string, taken: Set<string>): string {
  const plain = snake(name);
  const stem = /^\d/.test(plain) ? `n${plain}` : plain;
  const isWhole = stem !== '' && stem.length <= LONGEST_NAME && !taken.has(stem);
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return firstFree(isWhole ? stem : `${(stem || 'property').slice(0, LONGEST_NAME - 9)}_${hash}`, taken);
}

/** A column that shows in no representation; the underscore keeps it apart from every property's column. */
export function hiddenColumn(name: string, taken: Set<string>): string {
  return firstFree(`_${snake(name)}`, taken);
}

/** The name, cut to what PostgreSQL keeps and numbered where it is taken. */
export function firstFree(stem: string, taken: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `_${count}`;
    const name = stem.slice(0, LONGEST_NAME - suffix.length) + suffix;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** What is declared of one property, from whichever schemas declare it. */
export interface Declarations {
  name: string;
  schemas: readonly Schema[];
  /** In a representation; else only a request has it. */
  isShown: boolean;
  isUnique: boolean;
}

/** The property and its column. Where branches declare it differently any of them may hold. */
export function propertyOf(schemas: Schemas, declared: Declarations, column: string): Property {
  const [first = true] = declared.schemas;
  const isMarked = (mark: 'readOnly' | 'writeOnly') => (schema: Schema) =>
    typeof schema === 'object' && (schema[mark] === true || schemas.core(schema)[mark] === true);
  const isSecret = isPassword(schemas, declared.name, declared.schemas);
  return {
    name: declared.name,
    column,
    type: columnType(schemas, declared.schemas),
    schema: declared.schemas.length > 1 ? { anyOf: [...declared.schemas] } : first,
    readOnly: declared.schemas.length > 0 && declared.schemas.every(isMarked('readOnly')),
    writeOnly: isSecret || !declared.isShown || declared.schemas.every(isMarked('writeOnly')),
    ...(isSecret ? { isSecret } : {}),
    unique: declared.isUnique,
  };
}
