import type { PageFact, Paging, Shape } from '../../../src/infra/resources/resource.ts';
import type { Bindings } from '../create.ts';
import { valueAt } from '../members.ts';
import type { Answered } from './list-proof.ts';

/** What the envelope of a list says of the page; nothing where it does not. */
export function factOf(facts: Shape['facts'], json: unknown, fact: PageFact): unknown {
  const at = facts.find((each) => each.fact === fact)?.at;
  return at && valueAt(json, at);
}

/**
 * The query parameters of the page after those that were seen, in whichever style the list declares; nothing where the
 * answer says that there is none.
 *
 * @param pages how many were seen
 * @param seen identities of their items: a cursor that no member of the envelope hands out is the last of them
 */
export function nextQuery(
  { style, page, offset, after, firstPage }: Paging,
  facts: Shape['facts'],
  json: unknown,
  pages: number,
  seen: readonly unknown[],
): Bindings | undefined {
  if (style === 'page' && page !== undefined) return { [page]: firstPage + pages };
  if (style === 'offset' && offset !== undefined) return { [offset]: seen.length };
  if (after === undefined) return undefined;
  const fact = (['nextCursor', 'lastCursor'] as const).find((one) => facts.some((each) => each.fact === one));
  if (fact === undefined) return { [after]: seen.at(-1) };
  // The last page has a last item too.
  if (fact === 'lastCursor' && factOf(facts, json, 'hasNext') !== true) return undefined;
  const cursor = factOf(facts, json, fact);
  const isCursor = (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number';
  return isCursor ? { [after]: cursor } : undefined;
}

/** Where an answer says that the next page is, in a `Link` header or in its body; nothing on the last one. */
export function nextUrl(facts: Shape['facts'], { headers, json }: Answered): string | undefined {
  const linked = linkTargets(headers.get('link')).find(({ relation }) => relation === 'next')?.target;
  const told = factOf(facts, json, 'nextUrl');
  return linked ?? (typeof told === 'string' && told !== '' ? told : undefined);
}

/** What a `Link` header names (RFC 8288). */
export function linkTargets(header: string | null): { target: string; relation: string }[] {
  return [...(header ?? '').matchAll(/<([^>]*)>\s*;\s*rel="?([^",;]*)"?/g)].map(([, target = '', relation = '']) => ({
    target,
    relation,
  }));
}
