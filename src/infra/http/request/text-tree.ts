import { HttpError } from '../errors/errors.ts';

/** What was sent for one value: texts of its own, `name=x`, or texts of its members, `name[member]=x`; never both. */
export interface TextTree {
  /** Decoded. */
  texts: readonly string[];
  members: Map<string, TextTree>;
}

/** Deeper nesting than any real form has. */
const MAX_DEPTH = 16;

/** `['filter', 'owner', 'name']` of `filter[owner][name]`; none where the name is no name with brackets behind it. */
export function bracketPath(name: string): string[] | undefined {
  const match = /^([^[\]]+)\[([^[\]]*(?:\]\[[^[\]]*)*)\]$/.exec(name);
  return match === null ? undefined : [match[1] ?? '', ...(match[2] ?? '').split('][')];
}

/**
 * Hangs texts into a tree, where the path leads.
 *
 * @param place what a refusal calls the name that was sent
 * @throws HttpError 400 where another name has sent the same value in another way, or nests too deep
 */
export function plant(
  trees: Map<string, TextTree>,
  path: readonly string[],
  texts: readonly string[],
  place: string,
): void {
  if (path.length > MAX_DEPTH) throw refused(place, `is nested deeper than ${MAX_DEPTH} levels`);
  let at = trees;
  for (const [depth, key] of path.entries()) {
    const known = at.get(key);
    const isEnd = depth === path.length - 1;
    if (known === undefined ? false : isEnd || known.texts.length > 0) {
      throw refused(place, 'is sent both as a value and by its members');
    }
    const tree = known ?? { texts: isEnd ? texts : [], members: new Map<string, TextTree>() };
    at.set(key, tree);
    at = tree.members;
  }
}

/** The tree of what the parser of multipart bodies made: it reads brackets in names itself. */
export function treeOf(value: unknown, place: string, depth = 1): TextTree {
  if (depth > MAX_DEPTH) throw refused(place, `is nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === 'string') return { texts: [value], members: new Map() };
  // `a[7]=x` alone makes a list with seven holes before it.
  const items: unknown[] | undefined = Array.isArray(value) ? Object.values(value) : undefined;
  if (items?.every((item) => typeof item === 'string')) return { texts: items, members: new Map() };
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return { texts: [], members: new Map(members.map(([name, member]) => [name, treeOf(member, place, depth + 1)])) };
}

function refused(field: string, message: string): HttpError {
  return new HttpError('MALFORMED_REQUEST', 'The request cannot be read.', { details: [{ field, message }] });
}
