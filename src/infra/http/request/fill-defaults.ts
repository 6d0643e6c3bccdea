import type { Contract, Schema } from '@plumbline/contract/contract';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';
import { type Edit, editor } from './editor.ts';

/** The default of a schema or of what it is composed of; `undefined` where none is given. */
export function defaultOf(contract: Contract, schema: Schema, depth = 0): unknown {
  const { default: value, allOf = [] } = resolve(contract, schema);
  if (value !== undefined || depth > 8) return value;
  return allOf.map((part) => defaultOf(contract, part, depth + 1)).find((found) => found !== undefined);
}

/**
 * Makes a function that adds the members that a value leaves out and the schema has a default for, in place and to any
 * depth. It is for values that are valid already: a default does not stand for what is required (JSON Schema
 * Validation 2020-12, 9.2: `default` is an annotation), so filling comes after validation, not before.
 *
 * Alternatives (`oneOf`, `anyOf`) add nothing: which of them is meant, a value that leaves members out does not say.
 */
export function defaultFiller(contract: Contract, schema: Schema): Edit {
  const isWritable = (property: Schema): boolean => resolve(contract, property).readOnly !== true;
  return editor(contract, schema, {
    own: (properties) => {
      const defaults = Object.entries(properties)
        .filter(([, property]) => isWritable(property))
        .map(([name, property]) => [name, defaultOf(contract, property)] as const)
        .filter(([, value]) => value !== undefined);
      if (defaults.length === 0) return undefined;
      return (object) => {
        for (const [name, value] of defaults)
          if (getOwn(object, name) === undefined) setOwn(object, name, structuredClone(value));
      };
    },
    enters: isWritable,
    follows: ['allOf'],
  });
}
