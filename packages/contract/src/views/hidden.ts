import type { Contract, Schema, SchemaObject } from '../contract.ts';
import { resolve } from '../schema.ts';
import { schemaList, schemaMap } from './keywords.ts';

/** Which side of the exchange looks at a schema: clients send no readOnly properties, and are shown no writeOnly ones. */
export type View = 'request' | 'response';

type Documented = Pick<Contract, 'document'>;

/**
 * The properties that a view hides from an object: what the schema says itself and through `$ref` and `allOf`.
 *
 * @param alternatives also those that only some `oneOf` or `anyOf` branch hides
 */
export function hiddenNames(contract: Documented, schema: Schema, view: View, alternatives: boolean): Set<string> {
  const names = new Set<string>();
  for (const member of members(contract, schema, alternatives)) {
    for (const [name, property] of Object.entries(schemaMap(member.properties) ?? {})) {
      if (isHidden(contract, property, view)) names.add(name);
    }
  }
  return names;
}

function isHidden(contract: Documented, property: Schema, view: View): boolean {
  const flag = view === 'request' ? 'readOnly' : 'writeOnly';
  return members(contract, property, false).some((member) => member[flag] === true);
}

/** The schema objects that together describe one value: the schema, and what `$ref`, `allOf` and perhaps branches add. */
export function members(contract: Documented, schema: Schema, alternatives: boolean): SchemaObject[] {
  const found = new Set<SchemaObject>();
  const visit = (next: Schema): void => {
    if (typeof next === 'boolean' || found.has(next)) return;
    found.add(next);
    if (typeof next.$ref === 'string') visit(resolve(contract, { $ref: next.$ref }));
    schemaList(next.allOf).forEach(visit);
    if (alternatives) [...schemaList(next.oneOf), ...schemaList(next.anyOf)].forEach(visit);
  };
  visit(schema);
  return [...found];
}
