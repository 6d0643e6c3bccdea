import type { Schema } from '../contract.ts';
import { flatten, merge, numbersIn, type FlatSchema } from '../views/flatten.ts';
import { isSchema, schemaMap } from '../views/keywords.ts';
import { carries, declaredNames, memberSchema } from '../views/object-members.ts';
import { pointerToken } from '../schema.ts';
import { sampleText } from './text.ts';
import { isEnriched, isThrifty, type Building, type Spot } from './building.ts';

export type Build = (building: Building, schema: Schema, known: unknown, spot: Spot) => unknown;

/**
 * Builds an object: the known members that the schema carries, then the required ones that are missing; without
 * anything known, the optional ones that a sample shows as well.
 */
export function buildObject(
  building: Building,
  schema: FlatSchema,
  known: object | undefined,
  spot: Spot,
  build: Build,
): object {
  const given = new Map(Object.entries(known ?? {}).filter(([, value]) => value !== undefined));
  const declared = declaredNames(schema);
  const isFull = isEnriched(building, spot) && !isThrifty(building, spot);
  const optional = declared.filter(
    (name) => !schema.required.has(name) && (isFull || (!known && isShown(building, schema, name, spot))),
  );
  const carried = [...given.keys()].filter((name) => carries(schema, name));
  const wanted = new Set([...schema.required, ...carried, ...optional]);
  const flat = withDependents(building, schema, wanted);
  pad(building, flat, wanted, declared);
  const order = [
    ...declared.filter((name) => wanted.has(name)),
    ...[...wanted].filter((name) => !declared.includes(name)),
  ];
  const entries = order.map((name): [string, unknown] => {
    const value = build(building, memberSchema(flat, name), given.get(name), {
      pointer: `${spot.pointer}/${pointerToken(name)}`,
      depth: spot.depth + 1,
      isRequired: flat.required.has(name) || !given.has(name),
    });
    return [name, value];
  });
  return Object.fromEntries(
    trim(
      flat,
      entries.filter(([, value]) => value !== undefined),
    ),
  );
}

function isShown(building: Building, flat: FlatSchema, name: string, spot: Spot): boolean {
  if (building.optional === 'none' || isThrifty(building, spot)) return false;
  if (building.optional === 'all') return true;
  const member = flatten(building.view, memberSchema(flat, name));
  const hasExample = member.parts.some((part) => part.default !== undefined || part.examples !== undefined);
  const isScalar = member.types
    ? !member.types.has('object') && !member.types.has('array')
    : member.values !== undefined;
  return hasExample || (isScalar && spot.depth < 3);
}

/** Adds to `wanted` what the presence of others demands, and returns the schema that then holds. */
function withDependents(building: Building, schema: FlatSchema, wanted: Set<string>): FlatSchema {
  const needed = schema.parts.flatMap((part) =>
    Object.entries((part['dependentRequired'] ?? {}) as Record<string, string[]>),
  );
  const demanded = new Set<string>();
  for (const name of wanted) {
    for (const [present, others] of needed) {
      if (present === name) {
        for (const other of others) {
          demanded.add(other);
          wanted.add(other);
        }
      }
    }
  }
  const schemas = schema.parts.flatMap((part) => Object.entries(schemaMap(part['dependentSchemas']) ?? {}));
  const holding = schemas
    .filter(([name]) => wanted.has(name))
    .map(([, dependent]) => flatten(building.view, dependent));
  if (holding.length === 0 && demanded.size === 0) return schema;
  const flat = merge([schema, ...holding]);
  for (const name of flat.required) wanted.add(name);
  return { ...flat, required: new Set([...flat.required, ...demanded]) };
}

/** Adds names until there are as many as `minProperties` asks. */
function pad(building: Building, flat: FlatSchema, wanted: Set<string>, declared: readonly string[]): void {
  const minimum = Math.max(0, ...numbersIn(flat, 'minProperties'));
  for (const name of declared) if (wanted.size < minimum) wanted.add(name);
  const naming = flat.parts.flatMap((part) => (isSchema(part['propertyNames']) ? [part['propertyNames']] : []));
  const patterns = flat.rules.flatMap((rules) => rules.patterns.map(({ matches }) => ({ pattern: matches.source })));
  const demands: Schema[] = [...naming, ...patterns.slice(0, 1)];
  for (let tries = 0; wanted.size < minimum && tries < minimum + 20; tries++) {
    const name = sampleText(flatten(building.view, { allOf: demands }), building.random) ?? '';
    if (carries(flat, name)) wanted.add(name);
  }
}

/** Takes optional members off the end until `maxProperties` holds. */
function trim(flat: FlatSchema, entries: [string, unknown][]): [string, unknown][] {
  const maximum = Math.min(Infinity, ...numbersIn(flat, 'maxProperties'));
  const kept = [...entries];
  for (let index = kept.length - 1; index >= 0 && kept.length > maximum; index--) {
    if (!flat.required.has(kept[index]?.[0] ?? '')) kept.splice(index, 1);
  }
  return kept;
}
