import { type Members } from '../json.ts';

/**
 * OpenAPI 3.0 says `nullable: true`; JSON Schema says type `null`. Without a type there is nothing to add it to, unless
 * an enum, a `$ref` or a combination forbids null: then null becomes an alternative beside it.
 */
export function nullToType(schema: Members): void {
  const { nullable } = schema;
  delete schema.nullable;
  if (nullable !== true) return;
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...(schema.enum as unknown[]), null];
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  else if (Array.isArray(schema.type)) {
    if (!schema.type.includes('null')) schema.type = [...(schema.type as unknown[]), 'null'];
  } else alternativeNull(schema);
}

function alternativeNull(schema: Members): void {
  if (typeof schema.$ref === 'string') {
    schema.anyOf = [{ $ref: schema.$ref }, { type: 'null' }];
    delete schema.$ref;
  } else if (Array.isArray(schema.oneOf)) schema.oneOf = [...(schema.oneOf as unknown[]), { type: 'null' }];
  else if (Array.isArray(schema.anyOf)) schema.anyOf = [...(schema.anyOf as unknown[]), { type: 'null' }];
  else if (Array.isArray(schema.allOf)) {
    schema.anyOf = [{ allOf: schema.allOf as unknown[] }, { type: 'null' }];
    delete schema.allOf;
  }
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
