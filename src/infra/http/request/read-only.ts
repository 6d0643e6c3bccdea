import type { Contract, Schema } from '../../contract/contract.ts';
import { getOwn } from '../../contract/json.ts';
import { resolve } from '../../contract/schema.ts';
import { type Edit, editor } from './editor.ts';

/**
 * Makes a function that deletes readOnly properties from a request body, in place and to any depth. A client that
 * sends back what it read would otherwise be refused for properties that it did not choose.
 *
 * Compositions are followed: a property is dropped where any part that mentions it says readOnly.
 */
export function readOnlyDropper(contract: Contract, schema: Schema): Edit {
  return editor(contract, schema, {
    own: (properties) => {
      const names = Object.keys(properties).filter(
        (name) => resolve(contract, getOwn(properties, name) ?? true).readOnly === true,
      );
      if (names.length === 0) return undefined;
      return (object) => {
        for (const name of names) delete object[name];
      };
    },
    enters: () => true,
    follows: ['allOf', 'anyOf', 'oneOf'],
  });
}
