import { getOwn, type Members, setOwn } from '../json.ts';

/**
 * OpenAPI 3.0 says `nullable: true`; JSON Schema says type `null`. Without a type there is nothing to add it to, unless
 * an enum, a `$ref` or a combination forbids null: then null becomes an alternative beside it.
 */
export function nullToType(schema: Members): void {
  const { nullable } = schema;
  delete schema.nullable;
  if (nullable !== true) return;
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...(schema.enum as unknown[]), null];
  if (schema.type === undefined) alternativeNull(schema);
  else if (COMBINATIONS.some((keyword) => Array.isArray(schema[keyword]))) eitherOrNull(schema);
  else {
    const types = [schema.type].flat() as unknown[];
    schema.type = types.includes('null') ? types : [...types, 'null'];
  }
}

const COMBINATIONS = ['allOf', 'anyOf', 'oneOf'] as const;

/** A combination beside the type holds of null as well: type and combination become one alternative, null the other. */
function eitherOrNull(schema: Members): void {
  const either: Members = {};
  for (const keyword of ['type', ...COMBINATIONS, 'discriminator']) {
    if (getOwn(schema, keyword) === undefined) continue;
    setOwn(either, keyword, getOwn(schema, keyword));
    delete schema[keyword];
  }
  schema.anyOf = [either, { type: 'null' }];
}

function alternativeNull(schema: Members): void {
  if (typeof schema.$ref === 'string') {
    schema.anyOf = [{ $ref: schema.$ref }, { type: 'null' }];
    delete schema.$ref;
    return;
  }
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = getOwn(schema, keyword);
    if (Array.isArray(branches) && branches.length > 0 && !branches.some(allowsNull))
      setOwn(schema, keyword, [...(branches as unknown[]), { type: 'null' }]);
  }
  if (!Array.isArray(schema.allOf) || schema.allOf.length === 0) return;
  const either = { anyOf: [{ allOf: schema.allOf as unknown[] }, { type: 'null' }] };
  if (schema.anyOf === undefined) {
    schema.anyOf = either.anyOf;
    delete schema.allOf;
  } else schema.allOf = [either];
}

/** Whether an alternative says by itself that null is allowed. */
function allowsNull(branch: unknown): boolean {
  if (typeof branch !== 'object' || branch === null) return branch === true;
  const { type, nullable } = branch as Members;
  return nullable === true || [type].flat().includes('null');
}

/** OpenAPI 3.0 says `minimum: 0, exclusiveMinimum: true`; JSON Schema says `exclusiveMinimum: 0`. */
export function exclusiveToNumber(schema: Members): void {
  for (const [exclusive, bound] of BOUNDS) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    const isExclusive = schema[exclusive];
    delete schema[exclusive];
    if (!isExclusive || typeof schema[bound] !== 'number') continue;
    schema[exclusive] = schema[bound];
    delete schema[bound];
  }
}

const BOUNDS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;
