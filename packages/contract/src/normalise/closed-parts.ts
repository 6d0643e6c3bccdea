import { linearPattern } from '../patterns/linear-pattern.ts';
import type { OpenApiDocument } from '../contract.ts';
import { heal, type Draft } from '../draft.ts';
import { getOwn, isMembers, listOf, type Members, membersOf } from '../json.ts';
import { resolve } from '../schema.ts';
import { walk } from '../walk.ts';

/**
 * Mends `allOf` over a closed schema (`additionalProperties: false`) that does not know what its neighbours add: nothing
 * would satisfy both. The closed part takes those properties too, there only; elsewhere it is as closed as it was. Runs
 * once every schema is mended, since it copies them.
 */
export function healClosedParts(draft: Draft): void {
  // What one schema adds is asked before another is widened: the order of schemas does not matter.
  const widenings: (() => void)[] = [];
  walk(draft.document, 'document', '', (node, kind, pointer) => {
    if (kind !== 'schema' || !Array.isArray(node.allOf)) return;
    const parts = node.allOf as unknown[];
    const own = { ...node, allOf: [] };
    const widened = parts.map((part, index) =>
      widenedPart(draft, part, namesOf(draft, { allOf: [own, ...parts.toSpliced(index, 1)] })),
    );
    const missing = node.additionalProperties === false ? unknownTo(node, namesOf(draft, { allOf: parts })) : [];
    if (missing.length === 0 && widened.every((part, index) => part === parts[index])) return;
    const message =
      'A part of this `allOf` is closed (`additionalProperties: false`) to properties that other parts declare, so that ' +
      'nothing could have them; it is taken for closed to what none of the parts declares.';
    widenings.push(() => {
      node.allOf = widened;
      if (missing.length > 0) node.properties = opened(node, missing);
      heal(draft, 'closed-part', `${pointer}/allOf`, message);
    });
  });
  for (const widen of widenings) widen();
}

/** The part as it stands where those names are properties as well; itself where it takes them already. */
function widenedPart(
  draft: Draft,
  part: unknown,
  names: ReadonlySet<string>,
  within: readonly Members[] = [],
): unknown {
  const schema = target(draft, part);
  if (within.includes(schema)) return part;
  const parts = listOf(schema.allOf);
  const widened = parts.map((one) => widenedPart(draft, one, names, [...within, schema]));
  const missing = schema.additionalProperties === false ? unknownTo(schema, names) : [];
  if (missing.length === 0 && widened.every((one, index) => one === parts[index])) return part;
  const copy: Members = { ...schema };
  if (missing.length > 0) copy.properties = opened(schema, missing);
  if (parts.length > 0) copy.allOf = widened;
  // Heirs of a discriminated schema are known by their reference to it: there the schema itself is opened.
  if (!isMembers(part) || part.$ref === undefined || schema.discriminator === undefined) return copy;
  delete schema.additionalProperties;
  const message = 'It is closed (`additionalProperties: false`) to what its heirs add; it is taken for open.';
  heal(draft, 'closed-part', (part.$ref as string).slice(1), message);
  return part;
}

function opened(schema: Members, names: readonly string[]): Members {
  return { ...membersOf(schema.properties), ...Object.fromEntries(names.map((name) => [name, true])) };
}

function unknownTo(schema: Members, names: ReadonlySet<string>): string[] {
  const patterns = Object.keys(membersOf(schema.patternProperties)).map((pattern) => linearPattern(pattern));
  const known = membersOf(schema.properties);
  return [...names].filter((name) => !Object.hasOwn(known, name) && !patterns.some((pattern) => pattern.test(name)));
}

/** Names of the properties that a schema declares or requires, in all that it is composed of. */
function namesOf(draft: Draft, schema: unknown, within: readonly Members[] = []): Set<string> {
  const node = target(draft, schema);
  if (within.includes(node)) return new Set();
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => listOf(getOwn(node, keyword)));
  const names = [...Object.keys(membersOf(node.properties)), ...(listOf(node.required) as string[])];
  return new Set([...names, ...parts.flatMap((part) => [...namesOf(draft, part, [...within, node])])]);
}

function target({ document }: Draft, schema: unknown): Members {
  if (!isMembers(schema)) return {};
  return schema.$ref === undefined ? schema : resolve({ document: document as unknown as OpenApiDocument }, schema);
}
