import type { Contract, Schema } from '@plumbline/contract/contract';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';
import { type Edit, editor } from './editor.ts';

/** The properties that were deleted from an object in a request body. */
const deleted = new WeakMap<object, Record<string, unknown>>();

/** A body with the readOnly properties that the client sent. Changes no argument. */
export function withReadOnly(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withReadOnly);
  if (typeof body !== 'object' || body === null || Object.getPrototypeOf(body) !== Object.prototype) return body;
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) setOwn(whole, name, withReadOnly(value));
  for (const [name, value] of Object.entries(deleted.get(body) ?? {})) setOwn(whole, name, value);
  return whole;
}

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
        for (const name of names) {
          if (!Object.hasOwn(object, name)) continue;
          const known = deleted.get(object) ?? {};
          setOwn(known, name, getOwn(object, name));
          deleted.set(object, known);
          delete object[name];
        }
      };
    },
    enters: () => true,
    follows: ['allOf', 'anyOf', 'oneOf'],
  });
}
