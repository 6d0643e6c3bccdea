import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import type { ChangePlace } from './change.ts';
import { pointerToken } from '@plumbline/contract/schema';
import { partsOf, shownPart } from './parts.ts';
import { shapeOf, type Shape } from './shape.ts';

/** One of the two contracts that are compared, with what is worked out about it only once. */
export interface Side {
  contract: Contract;
  /** What schemas that must all hold accept; the same object for the same schemas. */
  shape(schemas: readonly Schema[]): Shape;
  /** Where an object of the document stands; none for objects that loading made. */
  pointerOf(node: object): string | undefined;
  /** A pointer with its place in the source, as a change shows it. */
  at(pointer: string): ChangePlace;
  /** Where a schema says a keyword: the part that has it, else the schema itself; none for what nobody wrote. */
  atKeyword(shape: Shape, keyword?: string): ChangePlace | undefined;
}

export function createSide(contract: Contract): Side {
  const identify = identities();
  const shapes = new Map<string, Shape>();
  const known = new WeakMap<object, Shape>();
  let pointers: Map<object, string> | undefined;

  const shapeOfParts = (parts: readonly SchemaObject[]): Shape => {
    const key = parts.map(identify).join(' ');
    const shape = shapes.get(key) ?? shapeOf(contract, parts);
    shapes.set(key, shape);
    return shape;
  };
  const pointerOf = (node: object): string | undefined => {
    pointers ??= pointersOf(contract.document);
    return pointers.get(node);
  };
  const at = (pointer: string): ChangePlace => {
    const place = contract.locate(pointer);
    return place ? { pointer, place } : { pointer };
  };
  return {
    contract,
    shape(schemas) {
      const [only] = schemas;
      const asked = schemas.length === 1 && typeof only === 'object' ? only : schemas;
      const answer = known.get(asked) ?? shapeOfParts(partsOf(contract, schemas));
      known.set(asked, answer);
      return answer;
    },
    pointerOf,
    at,
    atKeyword({ parts }, keyword) {
      const saying = keyword === undefined ? [] : parts.filter((part) => keyword in shownPart(part));
      const owner = saying.find((part) => pointerOf(shownPart(part)) !== undefined) ?? saying[0];
      const part = owner ?? parts[0];
      const pointer = part && pointerOf(shownPart(part));
      if (pointer === undefined) return undefined;
      return at(owner && keyword !== undefined ? `${pointer}/${pointerToken(keyword)}` : pointer);
    },
  };
}

/** Numbers objects by identity. */
function identities(): (node: SchemaObject) => number {
  const numbers = new Map<SchemaObject, number>();
  return (node) => {
    const known = numbers.get(node) ?? numbers.size + 1;
    numbers.set(node, known);
    return known;
  };
}

/** Pointers of all objects of a document; of the first place where an object stands in several (a YAML alias). */
function pointersOf(document: object): Map<object, string> {
  const pointers = new Map<object, string>([[document, '']]);
  for (const [node, pointer] of pointers) {
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (typeof value !== 'object' || value === null || pointers.has(value)) continue;
      pointers.set(value, `${pointer}/${pointerToken(key)}`);
    }
  }
  return pointers;
}
