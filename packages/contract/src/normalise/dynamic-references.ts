import { ignore, note, type Draft } from '../draft.ts';
import { getOwn, isMembers, listOf, type Members, membersOf, setOwn } from '../json.ts';
import { atPointer, pointerToken } from '../schema.ts';
import { walk } from '../walk.ts';

/** What `$dynamicRef` leads to, by the name of the anchor: pointers, `#/components/schemas/Page/$defs/item`. */
type Anchors = ReadonlyMap<string, string>;

const SHARED = /^#\/components\/schemas\/([^/]+)(\/.*)?$/u;

/**
 * Turns `$dynamicRef` into `$ref`: where a schema binds an anchor again (`$dynamicAnchor`), what it refers to is copied
 * with the references that the outermost schema gives it (JSON Schema 2020-12, 8.2.3.2). Every shared schema counts as
 * a schema resource of its own, with or without `$id`: nothing else could be meant by the same anchor in two of them.
 */
export function resolveDynamicReferences(draft: Draft): void {
  const { document } = draft;
  const schemas = membersOf(membersOf(document.components).schemas);
  const usesDynamic = usersOfDynamicReferences(schemas);
  const originals = structuredClone(schemas);
  const copies = new Map<string, string>();

  const reference = (pointer: string, outer: Anchors): string => {
    const [, token, rest = ''] = SHARED.exec(pointer) ?? [];
    const name = token === undefined ? undefined : nameOf(token);
    if (name === undefined || !usesDynamic.has(name)) return pointer;
    const own = anchorsIn(getOwn(originals, name), `#/components/schemas/${pointerToken(name)}`);
    const anchors = new Map([...own, ...outer]);
    if ([...anchors].every(([anchor, to]) => own.get(anchor) === to)) return pointer;
    const key = JSON.stringify([name, [...anchors].toSorted()]);
    const known = copies.get(key);
    if (known !== undefined) return `#/components/schemas/${known}${rest}`;
    const safe = name.replace(/[^\w.-]/gu, '_');
    let copy = `${safe}_${copies.size + 1}`;
    while (Object.hasOwn(schemas, copy)) copy += '_';
    copies.set(key, copy);
    const made = structuredClone(getOwn(originals, name));
    setOwn(schemas, copy, made);
    bind(made, anchors);
    return `#/components/schemas/${copy}${rest}`;
  };

  /** Binds every reference in a schema; `at` is where findings about it belong, none for a copy. */
  const bind = (schema: unknown, anchors: Anchors, at?: string): void => {
    walk(schema, 'schema', at ?? '', (node, kind, pointer) => {
      if (kind !== 'schema') return;
      if (typeof node.$ref === 'string') node.$ref = reference(node.$ref, anchors);
      if (at === undefined) delete node.$dynamicAnchor;
      const dynamic = node.$dynamicRef;
      if (dynamic === undefined) return;
      delete node.$dynamicRef;
      const target = targetOf(document, dynamic, anchors);
      if (target !== undefined) refer(node, reference(target, anchors));
      if (at === undefined) return;
      const place = `${pointer}/$dynamicRef`;
      if (target === undefined) ignore(draft, 'keyword:$dynamicRef', place, NOWHERE);
      else note(draft, 'keyword:$dynamicRef', place, 'Follows the anchor that the outermost schema declares.');
    });
  };

  const names = Object.keys(schemas);
  for (const name of names.filter((one) => usesDynamic.has(one))) {
    const at = `/components/schemas/${pointerToken(name)}`;
    bind(getOwn(schemas, name), anchorsIn(getOwn(originals, name), `#${at}`), at);
  }
  // Schemas that stand in operations; each is a resource of its own as well.
  const inline: { node: Members; pointer: string }[] = [];
  walk(document, 'document', '', (node, kind, pointer) => {
    const isInside = inline.some((one) => pointer.startsWith(`${one.pointer}/`));
    if (kind === 'schema' && !pointer.startsWith('/components/schemas/') && !isInside && usesOwn(node, usesDynamic))
      inline.push({ node, pointer });
  });
  for (const { node, pointer } of inline) bind(node, anchorsIn(node, `#${pointer}`), pointer);
}

const NOWHERE = 'No schema declares this anchor by `$dynamicAnchor`; anything is allowed there.';

function refer(node: Members, pointer: string): void {
  if (node.$ref === undefined) node.$ref = pointer;
  else node.allOf = [...listOf(node.allOf), { $ref: pointer }];
}

/** What a dynamic reference leads to: a bound anchor, or a place in the document, as a plain reference would. */
function targetOf(document: Members, dynamic: unknown, anchors: Anchors): string | undefined {
  if (typeof dynamic !== 'string') return undefined;
  if (!dynamic.startsWith('#/')) return anchors.get(dynamic.slice(1));
  try {
    return isMembers(atPointer(document, dynamic.slice(1))) ? dynamic : undefined;
  } catch {
    return undefined;
  }
}

/** The dynamic anchors that a schema declares anywhere in itself. */
function anchorsIn(schema: unknown, at: string): Map<string, string> {
  const found = new Map<string, string>();
  walk(schema, 'schema', at, (node, kind, pointer) => {
    const { $dynamicAnchor: anchor } = node;
    if (kind === 'schema' && typeof anchor === 'string' && !found.has(anchor)) found.set(anchor, pointer);
  });
  return found;
}

/** The shared schemas that hold a dynamic reference, or refer to one that does. */
function usersOfDynamicReferences(schemas: Members): ReadonlySet<string> {
  const found = new Set<string>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const [name, schema] of Object.entries(schemas)) if (usesOwn(schema, found)) found.add(name);
  }
  return found;
}

function usesOwn(schema: unknown, users: ReadonlySet<string>): boolean {
  let uses = false;
  walk(schema, 'schema', '', (node, kind) => {
    if (kind !== 'schema') return;
    const token = typeof node.$ref === 'string' ? SHARED.exec(node.$ref)?.[1] : undefined;
    uses ||= node.$dynamicRef !== undefined || (token !== undefined && users.has(nameOf(token)));
  });
  return uses;
}

function nameOf(token: string): string {
  return decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
}
