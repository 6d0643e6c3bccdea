import type { Parent, Property } from '../resource.ts';
import { hiddenColumn } from './columns.ts';
import { familyKey, type Segment } from './paths.ts';
import { normal, singularWords, snake } from './words.ts';

/** Parameter names that say nothing without the noun before them: `/users/{id}/posts`. */
const GENERIC = /^(id|gid|sid|uid|uuid|guid|key|slug|name|code|number|handle)$/;

/** Answers which resource a collection path serves, by the key of the path. */
export type ResourceAt = (collectionKey: string) => string | undefined;

/** What the path parameters of the operations of one resource, but for its own identity, belong to. */
export interface ParentReader {
  /** The parent that a path parameter names; the same for every path that names it. */
  parentOf(segments: readonly Segment[], parameter: string): Parent;
  all(): Parent[];
}

/**
 * @param properties of the resource; a scalar one that is named like the parent shows it
 * @param identity property that shows the item's own identifier, which no parent can be
 * @param taken columns in use
 */
export function readParents(
  properties: readonly Property[],
  identity: string | undefined,
  resourceAt: ResourceAt,
  taken: Set<string>,
): ParentReader {
  const known = new Map<string, Parent>();

  function parentOf(segments: readonly Segment[], parameter: string): Parent {
    const index = segments.findIndex((segment) => 'parameter' in segment && segment.parameter === parameter);
    const before = segments[index - 1];
    const noun = before && 'literal' in before ? singularWords(before.literal).join('_') : '';
    const isGeneric = GENERIC.test(normal(parameter));
    const qualified = isGeneric && noun !== '' ? `${noun}_${parameter}` : parameter;
    const resource = resourceAt(familyKey(segments.slice(0, index)));
    // Two spellings of one parent's identifier are one parent: `/users/{id}/posts`, `/users/{userId}/drafts`.
    const key = resource ?? normal(qualified);
    const parent = known.get(key);
    if (parent) return parent;
    const names = [qualified, ...(isGeneric ? [] : [parameter]), ...(noun === '' ? [] : [`${noun}_id`, noun])].map(
      normal,
    );
    const shown = properties.find(
      ({ name, type, writeOnly }) =>
        name !== identity && type !== 'jsonb' && !writeOnly && names.includes(normal(name)),
    );
    const made: Parent = {
      parameter,
      ...(resource === undefined ? {} : { resource }),
      column: shown?.column ?? hiddenColumn(snake(qualified), taken),
      ...(shown ? { property: shown.name } : {}),
    };
    known.set(key, made);
    return made;
  }

  return { parentOf, all: () => [...known.values()] };
}
