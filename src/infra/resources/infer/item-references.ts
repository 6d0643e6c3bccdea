import type { ColumnType, ItemReference, Property, Resource } from '../resource.ts';
import type { Schemas } from './bodies/schemas.ts';
import { columnType } from './columns/columns.ts';
import { normal, nounSpellings, singular, words } from './names/words.ts';

/** What the name of a reference ends with after the noun: `customerId`, `customer_uuid`. */
const SUFFIXES = ['id', 'uuid', 'guid', 'gid'];

/** Words before the noun that say which of several a reference names: `fromAccountId`, `parent_category_id`. */
const ROLES =
  /^(parent|child|from|to|source|target|destination|origin|sender|recipient|primary|secondary|default|main|billing|shipping|previous|next|first|last|home|away|start|end)$/;

/** Properties of an identifier that `customerId` can name; others (`code`, `username`) are named otherwise. */
const IDENTIFYING = /(id|uuid|guid)$/;

const NUMBERS: readonly ColumnType[] = ['integer', 'bigint', 'numeric', 'double precision'];
const TEXTS: readonly ColumnType[] = ['text', 'uuid'];

/**
 * Properties of items that name an item of another resource, or of the same one: `customerId` of an order, `tag_ids` of a
 * note. Each carries the reason where it cannot be checked.
 *
 * @param all resources that the contract serves
 * @param isGlobal whether the identifier of a resource alone finds its item
 */
export function itemReferencesIn(
  schemas: Schemas,
  all: readonly Resource[],
  isGlobal: (resource: Resource) => boolean,
): ItemReference[] {
  const byNoun = new Map<string, Resource[]>();
  for (const resource of all) {
    if (resource.identity === undefined) continue;
    for (const noun of nounSpellings(resource.name)) byNoun.set(noun, [...(byNoun.get(noun) ?? []), resource]);
  }
  return all.flatMap((resource) =>
    resource.properties.flatMap((property): ItemReference[] => {
      if (property.readOnly || property.name === resource.identity?.property) return [];
      const target =
        targetOf(byNoun, property.name) ??
        shownTarget(all, resource, property.name) ??
        ownParent(resource, property.name);
      if (target?.identity === undefined) return [];
      const named = { resource: resource.name, property: property.name, column: property.column, target: target.name };
      const elements = elementType(schemas, property);
      const type = elements ?? property.type;
      const scope = isGlobal(target) ? [] : scopeOf(resource, target);
      const isPlural = spelled(property.name).at(-1)?.endsWith('s') === true;
      const reason = reasonAgainst(
        target,
        target.identity.type,
        isPlural === (elements !== undefined) ? type : 'jsonb',
        scope,
        typeMember(resource, property.name),
      );
      return [
        { ...named, isList: elements !== undefined, scope: scope ?? [], ...(reason === undefined ? {} : { reason }) },
      ];
    }),
  );
}

/** The words of a name; `tagIDs` is not taken apart before its `Ds`. */
const spelled = (name: string): readonly string[] => words(name.replace(/IDs$/, 'Ids'));

/** The resource that a property is named after. */
function targetOf(byNoun: ReadonlyMap<string, readonly Resource[]>, name: string): Resource | undefined {
  const parts = spelled(name);
  // `tagIds` is one of `tagId`, many times.
  if (parts.length < 2 || !SUFFIXES.includes(singular(parts.at(-1) ?? ''))) return undefined;
  const noun = parts.slice(0, -1);
  while (noun.length > 0) {
    const found = new Set([...nounSpellings(noun.join('_'))].flatMap((spelling) => byNoun.get(spelling) ?? []));
    if (found.size > 0) return found.size === 1 ? [...found][0] : undefined;
    if (!ROLES.test(noun.shift() ?? '')) return undefined;
  }
  return undefined;
}

/** The resource whose item a response shows in the place of the identifier: `assignee`, a user, for `assigneeId`. */
function shownTarget(all: readonly Resource[], { references }: Resource, name: string): Resource | undefined {
  const shown = references.find(({ from }) => from === name);
  return all.find((each) => each.name === shown?.resource && each.identity?.property === shown.member);
}

/** The resource itself: `parentId` names another of the same items, unless it is named by the path above. */
function ownParent(resource: Resource, name: string): Resource | undefined {
  const isOuter = resource.parents.some(({ property }) => property === name);
  return !isOuter && /^parent(id|uuid|guid)s?$/.test(normal(name)) ? resource : undefined;
}

/** The property that says of what kind an item is that another property names: `ownerType` beside `ownerId`. */
function typeMember({ properties }: Resource, name: string): string | undefined {
  const stem = spelled(name).slice(0, -1).join('');
  const kinds = ['type', 'kind', 'entity', 'class', 'model', 'resource'].map((kind) => stem + kind);
  return properties.find((property) => kinds.includes(normal(property.name)))?.name;
}

/** The column type that the elements of a list would have. */
function elementType(schemas: Schemas, { schema }: Property): ColumnType | undefined {
  const element = schemas.elements(schema);
  return element === undefined ? undefined : columnType(schemas, [element]);
}

/** Columns that an item and what it refers to have in common, where identifiers differ only below the same parents. */
function scopeOf(resource: Resource, target: Resource): ItemReference['scope'] | undefined {
  const shared = target.parents.flatMap((outer) => {
    const own = resource.parents.find((each) => each.resource !== undefined && each.resource === outer.resource);
    return own === undefined ? [] : [{ column: own.column, target: outer.column }];
  });
  return shared.length === target.parents.length ? shared : undefined;
}

function reasonAgainst(
  target: Resource,
  identity: ColumnType,
  type: ColumnType,
  scope: ItemReference['scope'] | undefined,
  kindIn: string | undefined,
): string | undefined {
  if (kindIn !== undefined) return `${kindIn} says of what kind the item is that it names`;
  const own = target.identity?.property;
  if (own !== undefined && !IDENTIFYING.test(normal(own))) return `${target.name} are identified by ${own}`;
  if (!target.isCreatable) return `nothing in the contract creates ${target.name}`;
  const isAlike = [NUMBERS, TEXTS].some((group) => group.includes(identity) && group.includes(type));
  if (!isAlike) return `its type differs from that of the identifier of ${target.name}`;
  if (scope === undefined) return `identifiers of ${target.name} are unique only under their parents`;
  return undefined;
}
