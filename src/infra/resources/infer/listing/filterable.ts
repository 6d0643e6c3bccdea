import type { Schema } from '@plumbline/contract/contract';
import type { Schemas } from '../bodies/schemas.ts';

/** Which parts of the schemas of a parameter and a property a filter can work with. */

/** Members by which contracts identify an object within another one. */
export const IDENTIFYING = ['id', 'gid', 'uuid', 'name', 'slug', 'key', 'code', 'login', 'username'];

/**
 * Whether a single value can select by the property. An object, or a list of objects, is found by a member that identifies
 * it; without such a member, equality would never hold, and the parameter means something else.
 */
export function isSelectable(schemas: Schemas, shown: Schema): boolean {
  const element = schemas.elements(shown) ?? shown;
  if (schemas.kind(element) !== 'object') return true;
  const members = schemas.properties(element);
  // An object whose members are not declared may have any of them.
  return members.size === 0 || [...IDENTIFYING, 'data'].some((name) => members.has(name));
}

/**
 * The values of a parameter that are not objects: `created=5` beside `created[gt]=5`.
 *
 * @returns none where the parameter takes objects only
 */
export function plainPart(schemas: Schemas, asked: Schema): Schema | undefined {
  if (schemas.kind(asked) !== 'mixed') return undefined;
  const whole = schemas.core(asked);
  const { type, anyOf = [], oneOf = [] } = whole;
  if (Array.isArray(type)) return { ...whole, type: type.filter((each) => each !== 'object') };
  const plain = [...anyOf, ...oneOf].filter((each) => !['object', 'null'].includes(schemas.kind(each)));
  const [only] = plain;
  return plain.length > 1 ? { anyOf: plain } : only;
}
