import type { Answered, Fault } from './proxy.ts';
import { answers, headerless } from './tamper.ts';

/** Faults in the headers of answers. */
export function headerFaults(): Record<string, Fault> {
  const remembered: { tag?: string; location?: string } = {};
  return {
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
    'has one ETag for everything': {
      answer({ headers }) {
        if (headers['etag'] !== undefined) headers['etag'] = '"same"';
      },
    },
    'answers HEAD as JSON of another kind': { answer: head(({ headers }) => (headers['content-type'] = 'text/plain')) },
    'answers HEAD with 404': { answer: head((answered) => (answered.status = 404)) },
    'answers HEAD without the ETag': { answer: head(({ headers }) => delete headers['etag']) },
  };
}

function head(change: (answered: Answered) => void): NonNullable<Fault['answer']> {
  return (answered, { method }) => {
    if (method === 'HEAD') change(answered);
  };
}
