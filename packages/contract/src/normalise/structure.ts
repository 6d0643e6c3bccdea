import { heal, refuse, type Draft } from '../draft.ts';
import { GRAMMAR, PATTERNED, type Kind, type Slot } from '../grammar.ts';
import { getOwn, isMembers, type Members, setOwn } from '../json.ts';
import type { Healed } from '../loading-findings.ts';
import { pointerToken } from '../schema.ts';

/**
 * Checks that every member which must hold an object, a list or a map does, so that later steps need not. Null stands
 * for nothing; a slip whose meaning is plain is mended; anything else makes the contract invalid.
 */
export function checkStructure(draft: Draft): void {
  checkObject(draft, draft.document, 'document', '');
}

function checkObject(draft: Draft, node: Members, kind: Kind, pointer: string): void {
  const slots = GRAMMAR[kind];
  const otherwise = PATTERNED[kind];
  for (const key of Object.keys(node)) {
    const slot = Object.hasOwn(slots, key)
      ? getOwn(slots, key)
      : key.startsWith('x-') || key === '$ref'
        ? undefined
        : otherwise;
    if (slot) checkSlot(draft, node, key, slot, `${pointer}/${pointerToken(key)}`);
  }
}

function checkSlot(draft: Draft, holder: Members, key: string, slot: Slot, pointer: string): void {
  const { kind, as } = slot;
  const given = getOwn(holder, key);
  if (given === null) {
    const isEmpty = kind === 'operation' || kind === 'pathItem';
    if (isEmpty) setOwn(holder, key, {});
    else delete holder[key];
    heal(draft, 'null-member', pointer, `\`${key}\` has no value; it is taken for ${isEmpty ? 'empty' : 'absent'}.`);
  } else if (as === 'list' && isMembers(given) && ALTERNATIVES.has(key) && !('$ref' in given && kind !== 'schema')) {
    setOwn(holder, key, [given]);
    heal(draft, 'object-for-list', pointer, `\`${key}\` must be a list; it is taken for a list of one.`);
  } else if (as === 'map' && kind === 'example' && Array.isArray(given)) {
    const named = given.map((value: unknown, index) => [`example${index + 1}`, { value }]);
    setOwn(holder, key, Object.fromEntries(named));
    heal(draft, 'list-for-examples', pointer, '`examples` must be a map here; the list was given names.');
  }
  const value = getOwn(holder, key);
  if (value === undefined) return;
  if (as === 'one' && !(key === 'items' && Array.isArray(value))) checkElement(draft, holder, key, kind, pointer);
  else if (as === 'list' || as === 'one') checkList(draft, value, kind, pointer);
  else checkMap(draft, value, slot, pointer);
}

const ALTERNATIVES: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'parameters', 'servers', 'tags']);

function checkList(draft: Draft, value: unknown, kind: Kind, pointer: string): void {
  if (!Array.isArray(value)) {
    // A reference in place of the whole list has been followed; what is left of it was reported.
    if (!(isMembers(value) && '$ref' in value)) refuse(draft, pointer, `This must be a list; it is ${called(value)}.`);
    return;
  }
  const elements = value as unknown as Members;
  for (const index of value.keys()) checkElement(draft, elements, String(index), kind, `${pointer}/${index}`);
}

function checkMap(draft: Draft, value: unknown, { kind, as }: Slot, pointer: string): void {
  if (!isMembers(value)) {
    refuse(draft, pointer, `This must be an object (a map); it is ${called(value)}.`);
    return;
  }
  for (const key of Object.keys(value)) {
    if (as === 'patterned' && key.startsWith('x-')) continue;
    checkElement(draft, value, key, kind, `${pointer}/${pointerToken(key)}`);
  }
}

/** Strings that stand for an object are mended where the kind of object is. */
const SHORTHAND: Partial<Record<Kind, { fault: Healed; member: string }>> = {
  tag: { fault: 'bare-tag', member: 'name' },
  server: { fault: 'bare-server', member: 'url' },
  discriminator: { fault: 'bare-discriminator', member: 'propertyName' },
};

function checkElement(draft: Draft, holder: Members, key: string, kind: Kind, pointer: string): void {
  const value = getOwn(holder, key);
  const shorthand = SHORTHAND[kind];
  if (value === null) {
    setOwn(holder, key, {});
    heal(draft, 'null-member', pointer, `\`${key}\` has no value; it is taken for empty.`);
  } else if (kind === 'example' && !isMembers(value)) {
    setOwn(holder, key, { value });
    heal(
      draft,
      'bare-example',
      pointer,
      'An entry of `examples` must be an object with `value`; this is taken for the value.',
    );
  } else if (kind === 'discriminator' && 'swagger' in draft.document) {
    // A text in Swagger 2.0; converting makes an object of it.
  } else if (typeof value === 'string' && shorthand !== undefined) {
    const { fault, member } = shorthand;
    setOwn(holder, key, { [member]: value });
    heal(draft, fault, pointer, `This must be an object; the text is taken for its \`${member}\`.`);
  } else if (isMembers(value)) {
    checkObject(draft, value, kind, pointer);
  } else if (!(kind === 'schema' && typeof value === 'boolean')) {
    const allowed = kind === 'schema' ? 'an object or a boolean' : 'an object';
    refuse(draft, pointer, `${KIND_NAMES[kind] ?? 'This'} must be ${allowed}; it is ${called(value)}.`);
  }
}

const KIND_NAMES: Partial<Record<Kind, string>> = {
  schema: 'A schema',
  pathItem: 'A path item',
  operation: 'An operation',
  parameter: 'A parameter',
  response: 'A response',
  requestBody: 'A request body',
  mediaType: 'A media type',
};

function called(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isMembers(value) ? 'an object' : `the ${typeof value} ${JSON.stringify(value)}`;
}
