import type { Page } from '../domain/page.ts';

/**
 * The `Link` header of a page (RFC 8288): the first, previous, next and last page of the same list, as far as there
 * are such pages.
 *
 * @param path of the list, base path included
 * @param query of the request; each link keeps everything of it but the page
 */
export function pageLinks(path: string, query: object, { page, limit, total }: Page<unknown>): string {
  const last = Math.max(Math.ceil(total / limit), 1);
  const targets = [
    { rel: 'first', to: 1 },
    ...(page > 1 ? [{ rel: 'prev', to: Math.min(page - 1, last) }] : []),
    ...(page < last ? [{ rel: 'next', to: page + 1 }] : []),
    { rel: 'last', to: last },
  ];
  const kept = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return targets
    .map(({ rel, to }) => {
      const search = new URLSearchParams(kept);
      search.set('page', String(to));
      return `<${path}?${search.toString()}>; rel="${rel}"`;
    })
    .join(', ');
}
