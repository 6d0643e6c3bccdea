import type { Answerer, Invocation } from '../../http/invocation.ts';
import { elementOf } from '../body/body.ts';
import { isItem, setAt } from '../body/members.ts';
import { answerBody } from '../answer/answer-body.ts';
import { mediaTypeOf } from '../answer/item-answer.ts';
import { emulatedHeader, noteStored } from '../item/emulated.ts';
import { factOf, needsTotal, unsaidValues } from '../listing/facts.ts';
import type { PageState } from '../listing/page-state.ts';
import { pageOf, type PageRequest } from '../listing/page.ts';
import { pageUrl } from '../listing/page-url.ts';
import { samplePage } from '../listing/sample-page.ts';
import { selectorOf, type Selected } from '../listing/select.ts';
import { locatorOf } from '../item/locate.ts';
import type { ResourceOperation } from '../resource.ts';
import { SAMPLE_HEADERS, samplerOf } from '../item/samples.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { textOf } from '../text.ts';
import { presenterOf } from '../answer/present.ts';
import { declaredHeader } from '../answer/urls.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';

/** A page that ends where the contract does not say so names the way on: nothing is left out in silence. */
const CUT_SHORT = { 'x-plumbline-cut-short': 'more items follow at the address in Link with rel="next"' };

/** Asks how many there are, and for none of them. */
const NOTHING: PageRequest = { limit: 0, offset: 0, page: 1 };

/** Asks whether there is anything at all. */
const FIRST: PageRequest = { limit: 1, offset: 0, page: 1 };

/** Shows a page of the items below the parents in the path, filtered and sorted as the query asks. */
export function listAnswerer(serving: Serving): Answerer {
  const { operation, store, service } = serving;
  const { response: shape, paging, resource } = operation;
  const locator = locatorOf(serving);
  const sampler = samplerOf(serving, locator);
  const present = presenterOf(serving);
  const select = selectorOf(operation, store);
  const hasLink = declaredHeader(operation.operation, shape.status, 'link') !== undefined;
  const withTotal = needsTotal([...shape.facts, ...(operation.headers ?? [])]) || hasLink;
  // Made on first use: it compiles the schema of the body.
  let unsaid: ReturnType<typeof unsaidValues> | undefined;
  const isSampledList = !resource.isCreatable && !service.isProduction;

  const answer = (page: PageState, items: readonly Item[], more: Record<string, string> = {}) => {
    const state: PageState = { ...page, ...endsOf(items, resource.identity?.property) };
    const headers = {
      ...more,
      ...headersOf(operation, state),
      ...(hasLink || state.isContinued === true ? linkHeader(state, hasLink) : {}),
    };
    const elements = items.map((item, index) => {
      const element = elementOf(resource, shape.itemAt, item);
      return shape.cursorAt ? setAt(element, shape.cursorAt, state.cursorOf?.(index)) : element;
    });
    let body = shape.at === undefined ? undefined : setAt(undefined, shape.at, elements);
    for (const { at, fact } of shape.facts) {
      const value = factOf(fact, state) ?? (unsaid ??= unsaidValues(service.contract, shape)).get(fact);
      if (value !== undefined) body = setAt(body, at, value);
    }
    body = answerBody(serving, page.invocation, shape, body, operation.operation.id);
    Object.assign(headers, emulatedHeader(page.invocation));
    return { status: shape.status, headers, ...mediaTypeOf(shape), body };
  };

  return async (asked) => {
    const invocation = spreadOut(asked, operation.spread);
    await locator.requireUnguardedParents(invocation);
    const page = shape.at === undefined ? NOTHING : pageOf(paging, invocation);
    const scope = locator.scope(invocation);
    // A cursor of a sample would be unknown to the store.
    const isStored = scope && (!isSampledList || (await select(invocation, scope, FIRST, false)).rows.length > 0);
    const selected = isStored === true ? await select(invocation, scope, page, withTotal) : undefined;
    const rows = selected?.rows ?? [];
    // Whoever has items is there: only an empty list asks.
    if (rows.length === 0) await locator.requireParents(invocation);
    if (isStored !== true && isSampledList) return sampled(invocation, page);
    const state: PageState = {
      invocation,
      paging,
      page,
      count: rows.length,
      total: selected?.total ?? 0,
      hasNext: selected?.hasNext ?? false,
      isContinued: isContinued(invocation, paging, selected),
      hasPrevious: selected?.hasPrevious ?? false,
      ...(selected ? cursorsOf(selected) : {}),
    };
    noteStored(invocation, rows);
    const items = await present(invocation, rows);
    return answer(state, items, state.isContinued === true ? CUT_SHORT : {});
  };

  function sampled(invocation: Invocation, page: ReturnType<typeof pageOf>) {
    const all = sampler.several(invocation).map(({ item }) => item);
    const { items, ...turning } = samplePage(all, page, resource.identity?.property);
    const state: PageState = { invocation, paging, page, count: items.length, total: all.length, ...turning };
    return answer(state, items, SAMPLE_HEADERS);
  }
}

function cursorsOf(selected: Selected): Pick<PageState, 'cursorOf' | 'nextCursor' | 'previousCursor'> {
  const at = (index: number): string => {
    const row = selected.rows.at(index);
    return row === undefined ? '' : selected.cursorOf(row);
  };
  return {
    cursorOf: at,
    ...(selected.rows.length > 0 ? { nextCursor: () => at(-1), previousCursor: () => at(0) } : {}),
  };
}

/** The request as if it had the members of those parameters for parameters. */
function spreadOut(invocation: Invocation, names: readonly string[] | undefined): Invocation {
  if (names === undefined) return invocation;
  const query = { ...invocation.query };
  for (const name of names) {
    const members = getOwn(query, name);
    delete query[name];
    if (isItem(members)) for (const [member, value] of Object.entries(members)) setOwn(query, member, value);
  }
  return { ...invocation, query };
}

function endsOf(items: readonly Item[], identity: string | undefined): Pick<PageState, 'firstId' | 'lastId'> {
  return identity === undefined ? {} : { firstId: getOwn(items[0], identity), lastId: getOwn(items.at(-1), identity) };
}

function headersOf({ headers = [] }: ResourceOperation, state: PageState): Record<string, string> {
  const said = headers.map(({ name, fact }) => [name, factOf(fact, state)] as const);
  return Object.fromEntries(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, textOf(value)]])));
}

/** Whether there is more that no declared parameter leads to. A cursor leads to it wherever the page ends. */
function isContinued(
  { continuation }: Invocation,
  paging: ResourceOperation['paging'],
  selected: Selected | undefined,
): boolean {
  if (selected?.hasNext !== true || paging?.after !== undefined) return false;
  return (paging?.page ?? paging?.offset) === undefined || selected.isCut || continuation !== undefined;
}

/** RFC 8288, with the relation types of the IANA registry; where it is not declared, of the next page only. */
function linkHeader(state: PageState, isDeclared: boolean): Record<string, string> {
  const relations = isDeclared
    ? ({ first: 'first', prev: 'previous', next: 'next', last: 'last' } as const)
    : ({ next: 'next' } as const);
  const links = Object.entries(relations)
    .flatMap(([relation, to]) => {
      const url = pageUrl(state, to);
      return url === undefined ? [] : [`<${url}>; rel="${relation}"`];
    })
    .join(', ');
  return links === '' ? {} : { Link: links };
}
