import type { Answered, Fault } from './proxy.ts';
import { answers, COLLECTION, headerless, inItem, inList, ITEM, status } from './tamper.ts';

/** Faults in what a backend answers. */
export function answerFaults(): Record<string, Fault> {
  const remembered: { tag?: string; location?: string } = {};
  return {
    'answers 200 for 201': status(201, 200),
    'answers 200 for 204': status(204, 200),
    'answers 202 for 200': status(200, 202, 'GET', ITEM),
    'shows nothing instead of 404': status(404, 200, 'GET', ITEM),
    'leaks 500 for what is not there': status(404, 500),
    'leaks 500 for what is invalid': status(400, 500),
    'answers 404 for what is invalid': status(400, 404),
    'answers 404 for an undeclared method': status(405, 404),
    'answers 400 for an unknown media type': status(415, 400),
    'answers 403 without a credential': status(401, 403),
    'answers 401 without a challenge': headerless(401, 'www-authenticate'),
    'answers 405 without Allow': headerless(405, 'allow'),
    'names too few methods in Allow': answers(405, ({ headers }) => (headers['allow'] = 'DELETE')),
    'names too many methods in Allow': answers(
      405,
      ({ headers }) => (headers['allow'] = `${headers['allow'] ?? ''}, PURGE`),
    ),
    'leaves Location out': headerless(201, 'location'),
    'sends Location to nothing': answers(201, ({ headers }) => (headers['location'] = '/v1/tools/nothing')),
    'sends every Location to the first': answers(201, ({ headers }) => {
      remembered.location ??= headers['location'] ?? '';
      headers['location'] = remembered.location;
    }),
    'leaves the ETag out': headerless(200, 'etag', 'GET'),
    'keeps an ETag after changes': answers(200, ({ headers }, { method }) => {
      if (headers['etag'] !== undefined && method === 'GET') headers['etag'] = remembered.tag ??= headers['etag'];
    }),
    'answers HEAD with 404': { answer: head((answered) => (answered.status = 404)) },
    'answers HEAD without the ETag': { answer: head(({ headers }) => delete headers['etag']) },
    'shows an undeclared member': inItem((item) => (item['internalNote'] = 'x')),
    'shows an undeclared member of the list': inList((page) => (page['debug'] = true)),
    'shows a writeOnly member': inItem((item) => (item['pin'] = '1234')),
    'leaves a required member out': inItem((item) => delete item['kind']),
    'shows a number as text': inItem((item) => (item['weight'] = String(item['weight']))),
    'shows a value outside its enum': inItem((item) => (item['kind'] = 'hammer')),
    'shows a time in another format': inItem((item) => (item['createdAt'] = '2026-01-01 10:00')),
    'shows null where none may be': inItem((item) => (item['code'] = null)),
    'shows another name than was sent': inItem((item) => (item['name'] = String(item['name']).toUpperCase())),
    'sends no body': answers(200, (answered) => (answered.body = ''), 'GET', ITEM),
    'sends broken JSON': answers(200, (answered) => (answered.body += '}'), 'GET', ITEM),
    'sends JSON as plain text': answers(200, ({ headers }) => (headers['content-type'] = 'text/plain'), 'GET', ITEM),
    'counts only the page': inList((page) => (page['total'] = page.data.length)),
    'counts one too many': inList((page) => (page['total'] = Number(page['total']) + 1)),
    'loses the last of each page': inList((page) => page.data.pop()),
    'shows the first of each page twice': inList((page) => page.data.push(...page.data.slice(0, 1))),
    'turns later pages round': inList((page, { target }) => {
      if (/[?&]page=[2-9]/.test(target)) page.data.reverse();
    }),
    'cuts the connection': answers(200, () => cut(), 'GET', COLLECTION),
  };
}

function head(change: (answered: Answered) => void): NonNullable<Fault['answer']> {
  return (answered, { method }) => {
    if (method === 'HEAD') change(answered);
  };
}

function cut(): never {
  throw new Error('the connection is cut');
}
