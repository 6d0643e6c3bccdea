import type { Contract, Schema } from '../contract.ts';
import { projection } from './project.ts';
import { schemaView, subschemas } from './view.ts';

/** By viewed schema: whether anything readOnly is within reach. */
const reaching = new WeakMap<object, boolean>();

/**
 * Removes readOnly properties from a request body, at every depth and through every composition: what a client sends
 * back of what it got is dropped, not refused. Returns the value itself when there is nothing to drop.
 */
export function dropReadOnly(contract: Pick<Contract, 'document'>, schema: Schema, value: unknown): unknown {
  const view = schemaView(contract, 'request');
  const viewed = view.of(schema);
  if (typeof viewed === 'boolean') return value;
  const isReaching = reaching.get(viewed) ?? [viewed, ...view.reach(viewed).values()].some(hides);
  reaching.set(viewed, isReaching);
  return isReaching ? projection(view, viewed, 'visible')(value) : value;
}

function hides(schema: Schema): boolean {
  return typeof schema === 'object' && (schema['x-hidden'] !== undefined || subschemas(schema).some(hides));
}
