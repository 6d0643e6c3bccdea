import type { Fault } from './proxy.ts';
import { asked, deafToQuery, type Json } from './tamper.ts';

/** Faults in what a backend makes of the query: pages, filters, orders. */
export function queryFaults(): Record<string, Fault> {
  return {
    'ignores the page': deafToQuery('page'),
    'ignores the limit': deafToQuery('limit'),
    'ignores the filter': deafToQuery('kind'),
    'ignores the sort': deafToQuery('sort'),
    'sorts the other way': asked((passing) => {
      passing.target = passing.target.replace(
        /sort=(%2D|-)?weight/,
        (_, minus?: string) => `sort=${minus ? '' : '-'}weight`,
      );
    }),
    'starts pages one item late': asked((passing) => {
      passing.target = passing.target.replace(
        /([?&]page=)(\d+)/,
        (_, name: string, page: string) => name + String(Number(page) + 1),
      );
    }),
    'takes unknown query parameters': deafToQuery('plumblineUnknown'),
    'takes the first of a parameter that comes twice': asked((passing) => {
      passing.target = passing.target.replaceAll(/([?&])(\w+)=([^&]*)(.*)&\2=[^&]*/g, '$1$2=$3$4');
    }),
    'takes a parameter without a value': asked((passing) => {
      passing.target = passing.target.replaceAll(/([?&])(page|limit)=(?=&|$)/g, '$1');
    }),
    'shows the first page again': asked((passing) => {
      passing.target = passing.target.replace(/([?&]page=)[2-9]\d*/, '$11');
    }),
    'gives one more than the limit': asked((passing) => {
      passing.target = passing.target.replace(
        /([?&]limit=)(\d\d?)(?=&|$)/,
        (_, name: string, limit: string) => name + String(Number(limit) + 1),
      );
    }),
    'finds by the beginning of a name': {
      request: (passing) => {
        passing.target = passing.target.replace(/([?&])name=[^&]*/, '$1limit=100');
        return undefined;
      },
      answer(answered, { target }) {
        const name = new URL(target, 'http://backend').searchParams.get('name');
        if (name === null || answered.status !== 200) return;
        const page = JSON.parse(answered.body) as { data: Json[]; total: number };
        page.data = page.data.filter((item) => String(item['name']).startsWith(name));
        answered.body = JSON.stringify({ ...page, total: page.data.length });
      },
    },
  };
}
