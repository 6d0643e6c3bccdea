import type { Parent, Property } from '../../resource.ts';
import { hiddenColumn } from './columns.ts';
import { familyKey, type Segment } from '../names/paths.ts';
import { normal, nounSpellings, singularWords } from '../names/words.ts';

/** Parameter names that say nothing without the noun before them: `/users/{id}/posts`. */
const GENERIC = /^(id|gid|sid|uid|uuid|guid|key|slug|name|code|number|handle)$/;

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'numeric', 'double precision']);

/** Answers which resource a collection path serves, by the key of the path, and by which property if not by its identity. */
export type ResourceAt = (collectionKey: string) => { name: string; property?: string } | undefined;

interface Candidate {
  /** Two spellings of one parent's identifier are one parent: `/users/{id}/posts`, `/users/{userId}/drafts`. */
  key: string;
  /** Its name, with the noun where it says nothing alone. */
  qualified: string;
  resource?: string;
  property?: Property;
  /** The property of the parent that the parameter holds, where that is not its identity. */
  holds?: string;
}

/** What the path parameters of the operations of one resource, but for its own identity, belong to. */
export interface ParentReader {
  /** What tells a parent from another, and the property that shows it, without making a column for it. */
  identify(segments: readonly Segment[], parameter: string): Candidate;
  /** The parent that a path parameter names; the same for every path that names it. */
  parentOf(segments: readonly Segment[], parameter: string): Parent;
  all(): Parent[];
}

/**
 * @param properties of the resource; a scalar one that is named like the parent shows it
 * @param identity property that shows the item's own identifier, which no parent can be
 * @param holdsText whether a path parameter is declared as text, which a number cannot show
 * @param taken columns in use
 */
export function readParents(
  properties: readonly Property[],
  identity: string | undefined,
  resourceAt: ResourceAt,
  holdsText: (parameter: string) => boolean,
  taken: Set<string>,
): ParentReader {
  const known = new Map<string, Parent>();

  function identify(segments: readonly Segment[], parameter: string): Candidate {
    const index = segments.findIndex((segment) => 'parameter' in segment && segment.parameter === parameter);
    const before = segments[index - 1];
    const literal = before && 'literal' in before ? before.literal : '';
    const noun = singularWords(literal).join('_');
    const spellings = literal === '' ? [] : [...nounSpellings(literal)];
    const isGeneric = GENERIC.test(normal(parameter));
    const qualified = isGeneric && noun !== '' ? `${noun}_${parameter}` : parameter;
    const { name: resource, property: holds } = resourceAt(familyKey(segments.slice(0, index))) ?? {};
    // The parameter holds another property of the parent, and the column holds its identifier.
    const names = [
      ...(holds === undefined ? [normal(qualified)] : []),
      ...spellings.flatMap((one) => [`${one}id`, one]),
    ];
    const isText = holdsText(parameter);
    const property = properties.find(
      ({ name, type, writeOnly }) =>
        name !== identity &&
        type !== 'jsonb' &&
        !(isText && NUMBERS.has(type)) &&
        !writeOnly &&
        names.includes(normal(name)),
    );
    return {
      key: property?.name ?? resource ?? normal(qualified),
      qualified,
      ...(resource === undefined ? {} : { resource }),
      ...(property ? { property } : {}),
      ...(holds === undefined ? {} : { holds }),
    };
  }

  function parentOf(segments: readonly Segment[], parameter: string): Parent {
    const { key, qualified, resource, property } = identify(segments, parameter);
    const parent = known.get(key);
    if (parent && (parent.resource !== undefined || resource === undefined)) return parent;
    const made: Parent = {
      parameter,
      ...(resource === undefined ? {} : { resource }),
      column: parent?.column ?? property?.column ?? hiddenColumn(qualified, taken),
      ...(property ? { property: property.name } : {}),
    };
    known.set(key, made);
    return made;
  }

  return { identify, parentOf, all: () => [...known.values()] };
}
