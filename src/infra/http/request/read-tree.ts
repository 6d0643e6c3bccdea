import type { Contract, Schema } from '@plumbline/contract/contract';
import { acceptedTypes, coerceText, isScalar, jsonOr } from './coerce.ts';
import { itemSchema, objectParts } from './schema-parts.ts';
import type { TextTree } from './text-tree.ts';

/**
 * Reads a tree of texts as the value that its schema asks for: `a[]=x` and `a[0]=x` are elements where it takes an
 * array, `a[b]=x` is a member. What does not read so is left for validation to name.
 */
export function readTree(contract: Contract, schema: Schema, { texts, members }: TextTree): unknown {
  const types = acceptedTypes(contract, schema);
  if (members.size === 0) return readLeaf(contract, schema, types, texts);
  const names = [...members.keys()];
  const isList = names.every((name) => /^\d*$/.test(name)) && (types.has('array') || names.includes(''));
  if (isList) return readList(contract, itemSchema(contract, schema), members);
  const { properties, additional } = objectParts(contract, schema);
  return Object.fromEntries(
    [...members].map(([name, member]) => [name, readTree(contract, properties.get(name) ?? additional ?? {}, member)]),
  );
}

function readLeaf(contract: Contract, schema: Schema, types: ReadonlySet<string>, texts: readonly string[]): unknown {
  const [first = ''] = texts;
  if (texts.length === 1 && (isScalar(types) || !types.has('array'))) {
    const isObjectOnly = types.has('object') && !isScalar(types);
    return isObjectOnly ? jsonOr(first) : coerceText(first, types);
  }
  if (texts.length === 1 && first === '') return [];
  const items = acceptedTypes(contract, itemSchema(contract, schema));
  return texts.map((text) => coerceText(text, items));
}

/** In the order of their indices, which need not be dense; elements without one come last. */
function readList(contract: Contract, items: Schema, members: ReadonlyMap<string, TextTree>): unknown[] {
  const position = (name: string) => (name === '' ? Infinity : Number(name));
  const elements = [...members].sort(([one], [other]) => (position(one) < position(other) ? -1 : 1));
  return elements.flatMap(([name, element]) =>
    name === '' && element.members.size === 0
      ? element.texts.map((text) => readTree(contract, items, { texts: [text], members: element.members }))
      : [readTree(contract, items, element)],
  );
}
