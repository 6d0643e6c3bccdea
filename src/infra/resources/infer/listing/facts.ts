import type { Schema } from '@plumbline/contract/contract';
import type { BodyPath, PageFact, Shape } from '../../resource.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { normal } from '../names/words.ts';
import { factNamed } from './fact-names.ts';

/** What turns the pages of a list: cursors, numbers that are declared as such, or text that may be either. */
export type Turning = 'cursor' | 'number' | 'text';

/** Which page an object within the envelope speaks of: `links.next.href`, `next_page.offset`. */
const STEPS: readonly { step: 'next' | 'previous' | 'first' | 'last' | 'self'; name: RegExp }[] = [
  { step: 'next', name: /^next(page)?$/ },
  { step: 'previous', name: /^prev(ious)?(page)?$/ },
  { step: 'first', name: /^first(page)?$/ },
  { step: 'last', name: /^last(page)?$/ },
  // `current` is this page too.
  { step: 'self', name: /^(self|current(page)?)$/ },
];

/**
 * What an envelope says about the page, recognised by name and type at any depth beside the items.
 *
 * @param envelope schema of the whole body
 * @param at where the items are; nothing below it is looked at
 * @param turning what the list's parameters turn pages by: a plain `next: string` is a cursor where they take one, else an address
 */
export function factsOf(schemas: Schemas, envelope: Schema, at: BodyPath, turning: Turning): Shape['facts'] {
  const facts = membersOf(schemas, envelope, []).flatMap((member): Shape['facts'] => {
    if (member.at.join('/') === at.join('/')) return [];
    const fact = factOf(schemas, member, turning);
    return fact ? [{ at: member.at, fact }] : [];
  });
  // Spring calls the page number `number`, which alone may be anything.
  const hasPages = facts.some(({ fact }) => fact === 'pages');
  const numbered = hasPages && !facts.some(({ fact }) => fact === 'page') ? numberOf(schemas, envelope) : [];
  return withLastCursor(withTotal([...facts, ...numbered]));
}

/** Where another member says whether there is a next page, `endCursor` is that of the last item, also on the last page. */
function withLastCursor(facts: Shape['facts']): Shape['facts'] {
  if (!facts.some(({ fact }) => fact === 'hasNext')) return facts;
  return facts.map((one) =>
    one.fact === 'nextCursor' && normal(one.at.at(-1) ?? '') === 'endcursor' ? { ...one, fact: 'lastCursor' } : one,
  );
}

/** Where a body that holds no items says how many there are: in a member, or it is that number. */
export function countIn(schemas: Schemas, body: Schema): Shape['facts'] {
  if (schemas.kind(body) === 'integer') return [{ at: [], fact: 'total' }];
  return factsOf(schemas, body, [''], 'number').filter(({ fact }) => fact === 'total');
}

/** `count` beside no total is what the collection holds, not what the page holds. */
function withTotal(facts: Shape['facts']): Shape['facts'] {
  if (facts.some(({ fact }) => fact === 'total')) return facts;
  return facts.map((one) => (one.fact === 'count' ? { ...one, fact: 'total' as const } : one));
}

function numberOf(schemas: Schemas, envelope: Schema): Shape['facts'] {
  return membersOf(schemas, envelope, []).flatMap(({ at, schema }): Shape['facts'] =>
    at.at(-1) === 'number' && schemas.kind(schema) === 'integer' ? [{ at, fact: 'page' }] : [],
  );
}

interface Member {
  at: BodyPath;
  schema: Schema;
}

function membersOf(schemas: Schemas, object: Schema, at: BodyPath): Member[] {
  if (at.length === 3 || schemas.kind(object) === 'array') return [];
  return [...schemas.properties(object)].flatMap(([name, [schema]]) => {
    if (schema === undefined) return [];
    const member = { at: [...at, name], schema };
    if (isLinkMap(schemas, name, schema))
      return ['self', 'first', 'prev', 'next', 'last'].map((step) => linkAt(member.at, step));
    return schemas.properties(schema).size > 0 ? membersOf(schemas, schema, member.at) : [member];
  });
}

/** HAL's `_links` is often declared as a map of any links. */
function isLinkMap(schemas: Schemas, name: string, schema: Schema): boolean {
  const { additionalProperties: link = false } = schemas.core(schema);
  return /^_?links$/.test(name) && schemas.properties(schema).size === 0 && schemas.properties(link).has('href');
}

function linkAt(at: BodyPath, step: string): Member {
  return { at: [...at, step, 'href'], schema: { type: 'string' } };
}

function factOf(schemas: Schemas, { at, schema }: Member, turning: Turning): PageFact | undefined {
  const name = normal(at.at(-1) ?? '').replace(/^odata/, '');
  const kind = schemas.kind(schema);
  const container = normal(at.at(-2) ?? '');
  // An address of a certain form is not the one that this list has here.
  if (name === 'url' && schemas.core(schema).pattern !== undefined) return undefined;
  const step = STEPS.find((one) => one.name.test(container))?.step;
  if (step !== undefined) return kind === 'string' ? factOfStep(step, name) : undefined;
  if (isNamedCount(name) && kind === 'integer' && at.length === 1) return 'total';
  const fact = factNamed(name, kind);
  const isPlainStep = name === 'next' || name === 'previous' || name === 'prev';
  const isAddress = schemas.core(schema).format?.startsWith('ur') === true || container.endsWith('links');
  if (name === 'nextpage' && kind === 'string' && (isAddress || turning === 'number')) return 'nextUrl';
  if (!isPlainStep || turning !== 'cursor' || isAddress || kind !== 'string') return fact;
  return name === 'next' ? 'nextCursor' : 'previousCursor';
}

function factOfStep(step: 'next' | 'previous' | 'first' | 'last' | 'self', name: string): PageFact | undefined {
  if (/^(href|url|uri|path|link)$/.test(name)) return `${step}Url`;
  if (!/^(offset|cursor|token|after|before)$/.test(name)) return undefined;
  if (step === 'next') return 'nextCursor';
  return step === 'previous' ? 'previousCursor' : undefined;
}

/** `articlesCount`: how many there are of what the list is called. */
function isNamedCount(name: string): boolean {
  return /^[a-z]+count$/.test(name) && !/^(page|item|pageitem|currentitem|retry|error)count$/.test(name);
}
