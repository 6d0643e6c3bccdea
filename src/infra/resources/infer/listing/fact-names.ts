import type { PageFact } from '../../resource.ts';
import type { Kind } from '../bodies/schemas.ts';

/** A fact by the normalised name of the member and the kinds its value may have; the first that fits counts. */
const FACTS: readonly { fact: PageFact; name: RegExp; kinds: readonly Kind[] }[] = [
  {
    fact: 'total',
    name: /^(total|total(count|items?|results?|elements|records|size|entries|rows|number|hits)|recordstotal|resultcount|full_?count)$/,
    // OData counts in numbers or text.
    kinds: ['integer', 'number', 'mixed'],
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
    kinds: ['integer', 'number', 'mixed'],
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
  { fact: 'nextUrl', name: /^next(url|uri|link|href|page|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'previousUrl', name: /^prev(ious)?(url|uri|link|href|page|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'firstUrl', name: /^first(url|uri|link|href|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'lastUrl', name: /^last(url|uri|link|href|pageurl|pageuri|pagelink)?$/, kinds: ['string'] },
  { fact: 'selfUrl', name: /^(self|selfurl|selfuri|selflink|url)$/, kinds: ['string'] },
];

/** What a member (or header) of that normalised name says about the page, given what kind of value it has. */
export function factNamed(name: string, kind: Kind): PageFact | undefined {
  return FACTS.find((one) => one.name.test(name) && one.kinds.includes(kind))?.fact;
}
