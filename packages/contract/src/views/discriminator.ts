import type { Contract, Schema, SchemaObject } from '../contract.ts';
import { getOwn } from '../json.ts';
import { resolve } from '../schema.ts';
import { members } from './hidden.ts';
import { memberRule, schemaList, schemaMap } from './keywords.ts';

/**
 * Says in JSON Schema what `discriminator` beside `oneOf` or `anyOf` means (OpenAPI 3.1, 4.8.25): each branch takes only
 * its own values of the property. Branches that already fix the property by `const` or `enum` are left as they are.
 * The keyword itself is not passed on: Ajv and express-openapi-validator refuse most forms of it.
 *
 * @param made the viewed schema, whose branches stand in the order of the source's
 */
export function discriminate(contract: Pick<Contract, 'document'>, schema: SchemaObject, made: SchemaObject): void {
  const discriminator = schema['discriminator'] as Record<string, unknown> | undefined;
  const property = discriminator?.['propertyName'];
  const keyword = schema.oneOf ? 'oneOf' : 'anyOf';
  const branches = made[keyword];
  if (typeof property !== 'string' || branches === undefined) return;
  const mapping = Object.entries((discriminator?.['mapping'] ?? {}) as Record<string, unknown>);
  const valuesOf = (reference: string): string[] => {
    const name = decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1));
    const mapped = mapping.flatMap(([value, to]) => (to === reference || to === name ? [value] : []));
    return mapped.length > 0 ? mapped : [name];
  };
  const references = schemaList(schema[keyword]).map((branch) =>
    typeof branch === 'object' ? branch.$ref : undefined,
  );
  made[keyword] = schemaList(schema[keyword]).map((branch, index) => {
    const viewed = branches[index] as Schema;
    const reference = typeof branch === 'object' ? branch.$ref : undefined;
    if (reference === undefined || isFixed(contract, branch, property)) return viewed;
    if (reference === discriminator?.['x-default-mapping']) {
      // OpenAPI 3.2, 4.25: it is meant where the property is missing, or has a value that means no other.
      const others = references.flatMap((one) => (one === undefined || one === reference ? [] : valuesOf(one)));
      return { allOf: [viewed], ...(others.length > 0 && { ...memberRule(property, { not: { enum: others } }) }) };
    }
    return { allOf: [viewed], ...memberRule(property, { enum: valuesOf(reference) }), required: [property] };
  });
}

/** Whether a schema lists the values of a property by `const` or `enum`. */
export function isFixed(contract: Pick<Contract, 'document'>, branch: Schema, property: string): boolean {
  return members(contract, branch, true).some((member) => {
    const declared = getOwn(schemaMap(member.properties), property);
    if (declared === undefined) return false;
    const { enum: values, const: value } = resolve(contract, declared);
    return values !== undefined || value !== undefined;
  });
}
