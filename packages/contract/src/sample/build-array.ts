import type { Schema } from '../contract.ts';
import { flatten, numbersIn, type FlatSchema } from '../views/flatten.ts';
import { isSchema, schemaList } from '../views/keywords.ts';
import { elementSchema } from '../views/array-elements.ts';
import { everyOf } from '../views/object-members.ts';
import type { Build } from './build-object.ts';
import { isEnriched, isThrifty, type Building, type Spot } from './building.ts';
import { isListed } from './json-value.ts';

/** Builds an array: every known element completed, then as many as the schema asks for; one, if nothing is known. */
export function buildArray(
  building: Building,
  flat: FlatSchema,
  known: readonly unknown[] | undefined,
  spot: Spot,
  build: Build,
): unknown[] {
  const bounds = (keyword: string): number[] => numbersIn(flat, keyword);
  const containing = flat.parts.flatMap((part) => (isSchema(part['contains']) ? [part['contains']] : []));
  const contained = containing.length > 0 && known === undefined ? Math.max(1, ...bounds('minContains')) : 0;
  const minimum = Math.max(0, contained, ...bounds('minItems'));
  const maximum = Math.min(Infinity, ...bounds('maxItems'));
  const isUnique = flat.parts.some((part) => part['uniqueItems'] === true);
  const elements: unknown[] = [];
  const add = (schema: Schema, value: unknown): void => {
    const element = build(building, schema, value, {
      pointer: `${spot.pointer}/${elements.length}`,
      depth: spot.depth + 1,
      isRequired: true,
    });
    if (element !== undefined && !(isUnique && isListed(elements, element))) elements.push(element);
  };
  for (const element of known ?? []) {
    if (elements.length < maximum) add(elementSchema(flat, elements.length), element);
  }
  const first = elementSchema(flat, 0);
  const isShown =
    known === undefined &&
    first !== false &&
    !isThrifty(building, spot) &&
    (building.optional !== 'none' || isEnriched(building, spot));
  const wanted = Math.max(minimum, Math.min(maximum, isShown ? Math.max(1, tupleLength(flat)) : 0));
  for (let tries = 0; elements.length < wanted && tries < wanted * 4 + 10; tries++) {
    const index = elements.length;
    const schema = elementSchema(flat, index);
    if (schema === false) break;
    const demanded = index < contained ? everyOf([schema, ...containing]) : schema;
    const values = isUnique ? flatten(building.view, demanded).values : undefined;
    building.invented.add(`${spot.pointer}/${index}`);
    add(demanded, values?.find((value) => !isListed(elements, value)) ?? distinct(building, demanded, index));
  }
  return elements;
}

/** The second and later elements of a made-up array are not given the one example again. */
function distinct(building: Building, schema: Schema, index: number): unknown {
  const examples = flatten(building.view, schema).parts.flatMap((part) => part.examples ?? []);
  return index > 0 ? examples[index] : undefined;
}

function tupleLength(flat: FlatSchema): number {
  return Math.max(0, ...flat.parts.map((part) => schemaList(part['prefixItems']).length));
}
