import { violations } from '@plumbline/contract/check';
import type { Schema } from '@plumbline/contract/contract';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { sample } from '@plumbline/contract/sample/sample';
import { readSchemas } from '../infer/bodies/schemas.ts';
import type { Serving } from '../serving.ts';

/** The value itself, or elements of it: what differs further in is no reason to take the whole for something else. */
const ELEMENTS = /^(\/\d+)*$/;

/**
 * Tells the members that clients do not write in the form in which they are shown: objects that are written as
 * identifiers, the item's own address, and whatever else the request gives another type.
 */
export function foreignMembers({ service: { contract }, operation, store }: Serving): (name: string) => boolean {
  const { representation, parents, references, selfAt } = store.table.resource;
  const known = new Map<string, boolean>();
  for (const { property, from } of references) known.set(property, true).set(from, true);
  for (const [name] of selfAt) if (name !== undefined) known.set(name, true);
  for (const { property } of parents) if (property !== undefined) known.set(property, true);
  const schemas = readSchemas(contract);
  let declared: ReadonlyMap<string, readonly Schema[]> | undefined;

  const isForeign = (name: string): boolean => {
    const [shown] = schemas.properties(representation).get(name) ?? [];
    const written = (declared ??= declaredMembers()).get(name) ?? [];
    if (shown === undefined || written.length === 0) return false;
    const value = sample(contract, shown, { seed: name, view: 'response' });
    return written.every((schema) =>
      violations(contract, schema, value, 'request').some(
        ({ keyword, pointer }) => keyword === 'type' && ELEMENTS.test(pointer),
      ),
    );
  };
  return (name) => {
    const before = known.get(name) ?? isForeign(name);
    known.set(name, before);
    return before;
  };

  /** What requests declare of the members, by the names that the item has for them. */
  function declaredMembers(): ReadonlyMap<string, readonly Schema[]> {
    const { request, resource } = operation;
    const found = new Map<string, Schema[]>();
    for (const [mediaType, { schema = true }] of Object.entries(operation.operation.requestBody?.content ?? {})) {
      // A JSON patch declares its steps.
      if (mediaType.includes('json-patch')) continue;
      let items = [schema];
      for (const key of request?.at ?? []) items = items.flatMap((each) => schemas.properties(each).get(key) ?? []);
      for (const item of items) {
        const own: Record<string, unknown> = Object.fromEntries(schemas.properties(item));
        for (const { name, members } of resource.boxes) {
          const boxes = schemas.properties(item).get(name) ?? [];
          for (const member of members) {
            setOwn(
              own,
              member,
              boxes.flatMap((box) => schemas.properties(box).get(member) ?? []),
            );
          }
        }
        for (const [name, each] of Object.entries(own)) {
          const property = getOwn(request?.names, name) ?? name;
          found.set(property, [...(found.get(property) ?? []), ...(each as Schema[])]);
        }
      }
    }
    return found;
  }
}
