import type { Fault } from './proxy.ts';
import { answers, COLLECTION, ITEM, status } from './tamper.ts';

/** Faults in how a backend answers as a whole: its status, whether there is a body, and of what kind. */
export function statusFaults(): Record<string, Fault> {
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
    'answers 304 whatever is asked': answers(
      200,
      (answered) => {
        Object.assign(answered, { status: 304, body: '' });
      },
      'GET',
      ITEM,
    ),
    'leaves the body of refusals out': answers(404, (answered) => (answered.body = '')),
    'refuses in a shape of its own': answers(400, (answered) => (answered.body = '{"error":"no"}')),
    'refuses in HTML': answers(404, (answered) => {
      answered.body = '<h1>Not Found</h1>';
      answered.headers['content-type'] = 'text/html';
    }),
    'shows a stack trace in what it refuses': answers(404, (answered) => {
      answered.body = JSON.stringify({ code: 'X', message: 'Error: boom\n    at find (/srv/src/tools.ts:17:9)' });
    }),
    'answers 500 with a stack trace on one path': answers(
      200,
      (answered) => {
        Object.assign(answered, { status: 500, body: 'Error: boom\n    at list (/srv/src/tools.ts:9:3)' });
      },
      'GET',
      COLLECTION,
    ),
    'sends no body': answers(200, (answered) => (answered.body = ''), 'GET', ITEM),
    'sends broken JSON': answers(200, (answered) => (answered.body += '}'), 'GET', ITEM),
    'sends JSON as plain text': answers(200, ({ headers }) => (headers['content-type'] = 'text/plain'), 'GET', ITEM),
    'cuts the connection': answers(200, () => cut(), 'GET', COLLECTION),
  };
}

function cut(): never {
  throw new Error('the connection is cut');
}
