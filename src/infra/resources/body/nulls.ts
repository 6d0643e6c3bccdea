import { checkOf } from '@plumbline/contract/check';
import type { Schema } from '@plumbline/contract/contract';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { applicable, isConditional } from '@plumbline/contract/views/applicable';
import { flatten } from '@plumbline/contract/views/flatten';
import { memberSchema } from '@plumbline/contract/views/object-members';
import type { SchemaView } from '@plumbline/contract/views/view';
import type { Item } from '../store/rows.ts';
import { isItem } from './members.ts';

const OF_EVERY_TYPE: readonly unknown[] = ['', 0, true, {}, []];

/**
 * Keeps the nulls of a merge patch as values where the schema of their place names null, at any depth below a property; a
 * merge patch removes the member otherwise (RFC 7396). What takes any value does not name null.
 *
 * @param schema schema of the property, in the view
 * @param merged what the patch made of the value, in objects of its own; gets the nulls back
 */
export function keepNulls(view: SchemaView, schema: Schema, patch: Item, merged: Item): void {
  const entries = Object.entries(patch);
  if (!entries.some(([, value]) => value === null || isItem(value))) return;
  const nulls = entries.filter(([, value]) => value === null);
  const flat = flatten(view, schema);
  const known = isConditional(flat) ? applicable(view, flat, { ...merged, ...Object.fromEntries(nulls) }) : flat;
  for (const [name, value] of entries) {
    const there = getOwn(merged, name);
    if (value === null && namesNull(view, memberSchema(known, name))) setOwn(merged, name, null);
    else if (isItem(value) && isItem(there)) keepNulls(view, memberSchema(known, name), value, there);
  }
}

/** Whether null is one of the values that a schema takes, and the schema does not take just anything. */
function namesNull(view: SchemaView, schema: Schema): boolean {
  const parts = partsOf(schema);
  const takes = (value: unknown): boolean => parts.every((part) => checkOf(view, part)(value).length === 0);
  return takes(null) && !OF_EVERY_TYPE.every(takes);
}

/** Schemas that have to hold together, each the same object every time: checks are compiled once for each object. */
function partsOf(schema: Schema): readonly Schema[] {
  if (typeof schema === 'boolean' || schema.allOf === undefined || Object.keys(schema).length > 1) return [schema];
  return schema.allOf;
}
