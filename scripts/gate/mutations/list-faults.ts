import type { Fault } from './proxy.ts';
import { inList, ITEM, type Json } from './tamper.ts';

/** Faults in lists, and in what becomes of other items than the one that was meant. */
export function listFaults(): Record<string, Fault> {
  const remembered: { changed?: Json } = {};
  const removed: Json[] = [];
  const seen = new Map<unknown, Json>();
  return {
    'shows other values in lists': inList((page) => {
      for (const item of page.data) item['weight'] = Number(item['weight']) + 1;
    }),
    'lists what was removed': {
      answer(answered, { method, target }) {
        if (answered.status >= 300) return;
        const body = answered.body === '' ? {} : (JSON.parse(answered.body) as Json);
        if (body['id'] !== undefined) seen.set(body['id'], body);
        const gone = seen.get(target.split('/').at(-1));
        if (method === 'DELETE' && gone) removed.push(gone);
        if (!Array.isArray(body['data']) || /[?&](kind|name)=/.test(target)) return;
        answered.body = JSON.stringify({ ...body, data: [...removed, ...(body['data'] as Json[])] });
      },
    },
    'changes every item with one': {
      answer(answered, { method, target }) {
        if (answered.status !== 200 || !ITEM.test(target) || method === 'HEAD') return;
        const body = JSON.parse(answered.body) as Json;
        if (method !== 'GET') remembered.changed = body;
        else if (remembered.changed) body['weight'] = remembered.changed['weight'];
        answered.body = JSON.stringify(body);
      },
    },
    'removes every item with one': {
      answer(answered, { method, target }) {
        const identifier = String(target.split('/').at(-1));
        if (answered.status === 201) seen.set((JSON.parse(answered.body) as Json)['id'], {});
        else if (method === 'DELETE' && answered.status === 204)
          removed.push(...[...seen.keys()].map((id) => ({ id })));
        else if (method === 'GET' && removed.some(({ id }) => id === identifier)) {
          Object.assign(answered, { status: 404, body: '{"code":"NOT_FOUND","message":"Gone."}' });
        }
      },
    },
    'counts what the filter leaves out': inList((page, { target }) => {
      if (/[?&](kind|name)=/.test(target)) page['total'] = Number(page['total']) + 3;
    }),
    'shows an undeclared member of the list': inList((page) => (page['debug'] = true)),
    'counts only the page': inList((page) => (page['total'] = page.data.length)),
    'counts one too many': inList((page) => (page['total'] = Number(page['total']) + 1)),
    'loses the last of each page': inList((page) => page.data.pop()),
    'shows the first of each page twice': inList((page) => page.data.push(...page.data.slice(0, 1))),
    'turns later pages round': inList((page, { target }) => {
      if (/[?&]page=[2-9]/.test(target)) page.data.reverse();
    }),
  };
}
