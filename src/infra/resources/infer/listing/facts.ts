import type { Schema } from '../../../contract/contract.ts';
import type { BodyPath, PageFact, Shape } from '../../resource.ts';
import type { Kind, Schemas } from '../bodies/schemas.ts';
import { normal } from '../names/words.ts';

/** A fact by the normalised name of the member and the kinds its value may have; the first that fits counts. */
const FACTS: readonly { fact: PageFact; name: RegExp; kinds: readonly Kind[] }[] = [
  {
    fact: 'total',
    name: /^(total|total(count|items?|results?|elements|records|size|entries|rows|number|hits)|recordstotal|resultcount|full_?count)$/,
    kinds: ['integer', 'number'],
  },
  {
    fact: 'pages',
    name: /^(pages|totalpages?|pagestotal|pagecount|lastpage|numpages|numberofpages)$/,
    kinds: ['integer', 'number'],
  },
  { fact: 'page', name: /^(page|currentpage|pagenumber|pageno|pageindex|pagenum)$/, kinds: ['integer', 'number'] },
  {
    fact: 'limit',
    name: /^(limit|perpage|pagesize|size|itemsperpage|pagelimit|maxresults)$/,
    kinds: ['integer', 'number'],
  },
  { fact: 'offset', name: /^(offset|skip|startindex|startat|start)$/, kinds: ['integer', 'number'] },
  {
    fact: 'count',
    name: /^(count|itemcount|numberofelements|currentitemcount|returned|pageitemcount)$/,
    kinds: ['integer', 'number'],
  },
  { fact: 'isFirst', name: /^(is)?first(page)?$/, kinds: ['boolean'] },
  { fact: 'isLast', name: /^(is)?last(page)?$/, kinds: ['boolean'] },
  { fact: 'firstId', name: /^firstid$/, kinds: ['string', 'integer'] },
  { fact: 'lastId', name: /^lastid$/, kinds: ['string', 'integer'] },
  { fact: 'hasNext', name: /^(hasnext|hasmore|hasnextpage|more|hasmoreitems|moreavailable)$/, kinds: ['boolean'] },
  { fact: 'hasPrevious', name: /^(hasprev|hasprevious|hasprevpage|haspreviouspage)$/, kinds: ['boolean'] },
  { fact: 'nextPage', name: /^(next|nextpage|nextpagenumber)$/, kinds: ['integer'] },
  { fact: 'previousPage', name: /^(prev|previous|prevpage|previouspage)$/, kinds: ['integer'] },
  {
    fact: 'nextCursor',
    name: /^(nextcursor|nextpagetoken|nexttoken|nextmarker|nextpage|endcursor|cursor|after|continue|continuation(token)?|pagetoken|cursornext|nextpagecursor|bookmark|scrollid)$/,
    kinds: ['string'],
  },
  {
    fact: 'previousCursor',
    name: /^(prevcursor|previouscursor|previouspagetoken|prevpagetoken|previoustoken|startcursor|before|cursorprev|prevmarker)$/,
    kinds: ['string'],
  },
  { fact: 'nextUrl', name: /^next(url|uri|link|href|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'previousUrl', name: /^prev(ious)?(url|uri|link|href|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'firstUrl', name: /^first(url|uri|link|href|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'lastUrl', name: /^last(url|uri|link|href|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'selfUrl', name: /^(self|selfurl|selfuri|selflink|url)$/, kinds: ['string'] },
];

/** Which page an object within the envelope speaks of: `links.next.href`, `next_page.offset`. */
const STEPS: readonly { step: 'next' | 'previous' | 'first' | 'last' | 'self'; name: RegExp }[] = [
  { step: 'next', name: /^next(page)?$/ },
  { step: 'previous', name: /^prev(ious)?(page)?$/ },
  { step: 'first', name: /^first(page)?$/ },
  { step: 'last', name: /^last(page)?$/ },
  { step: 'self', name: /^self$/ },
];

/**
 * What an envelope says about the page, recognised by name and type at any depth beside the items.
 *
 * @param envelope schema of the whole body
 * @param at where the items are; nothing below it is looked at
 * @param isCursorPaged a plain `next: string` is a cursor then, else an address
 */
export function factsOf(schemas: Schemas, envelope: Schema, at: BodyPath, isCursorPaged: boolean): Shape['facts'] {
  const facts = membersOf(schemas, envelope, []).flatMap((member): Shape['facts'] => {
    if (member.at.join('/') === at.join('/')) return [];
    const fact = factOf(schemas, member, isCursorPaged);
    return fact ? [{ at: member.at, fact }] : [];
  });
  // Spring calls the page number `number`, which alone may be anything.
  const hasPages = facts.some(({ fact }) => fact === 'pages');
  const numbered = hasPages && !facts.some(({ fact }) => fact === 'page') ? numberOf(schemas, envelope) : [];
  return withTotal([...facts, ...numbered]);
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
    return schemas.properties(schema).size > 0 ? membersOf(schemas, schema, member.at) : [member];
  });
}

function factOf(schemas: Schemas, { at, schema }: Member, isCursorPaged: boolean): PageFact | undefined {
  const name = normal(at.at(-1) ?? '').replace(/^odata/, '');
  const kind = schemas.kind(schema);
  const container = normal(at.at(-2) ?? '');
  // An address of a certain form is not the one that this list has here.
  if (name === 'url' && schemas.core(schema).pattern !== undefined) return undefined;
  const step = STEPS.find((one) => one.name.test(container))?.step;
  if (step !== undefined) return kind === 'string' ? factOfStep(step, name) : undefined;
  if (isNamedCount(name) && kind === 'integer' && at.length === 1) return 'total';
  const fact = FACTS.find((one) => one.name.test(name) && one.kinds.includes(kind))?.fact;
  const isPlainStep = name === 'next' || name === 'previous' || name === 'prev';
  const isAddress = schemas.core(schema).format?.startsWith('ur') === true || container.endsWith('links');
  if (name === 'nextpage' && isAddress) return 'nextUrl';
  if (!isPlainStep || !isCursorPaged || isAddress || kind !== 'string') return fact;
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
