import type { Contract, Schema, SchemaObject } from './contract.ts';
import { getOwn } from './json.ts';

/**
 * Follows `$ref`s until the schema is not a reference. Keywords beside a `$ref` apply as well (JSON Schema 2020-12):
 * they are laid over the target, which is what a reader of a single schema object expects of `description`,
 * `readOnly`, `nullable` types and the like.
 *
 * @param contract the contract whose document the references point into
 * @param schema any schema of that contract
 * @returns the schema object reached; a boolean schema `true` is `{}`, `false` is `{ not: {} }`
 * @throws Error when a reference leads nowhere, which loading has ruled out
 */
export function resolve(contract: Pick<Contract, 'document'>, schema: Schema): SchemaObject {
  if (typeof schema === 'boolean') return schema ? {} : { not: {} };
  const { $ref: reference, ...beside } = schema;
  if (reference === undefined) return schema;
  const target = resolve(contract, atPointer(contract.document, reference.slice(1)) as Schema);
  return Object.keys(beside).length === 0 ? target : { ...target, ...beside };
}

/** The value at a JSON pointer (RFC 6901), `/components/schemas/Pet`; throws when there is none. */
export function atPointer(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      throw new Error(`Nothing at ${pointer}`);
    }
    value = getOwn(value, key);
  }
  return value;
}

/** One token of a JSON pointer, escaped (RFC 6901). */
export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
