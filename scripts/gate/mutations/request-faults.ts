import type { Answered, Fault, Passing } from './proxy.ts';
import { queryFaults } from './query-faults.ts';
import { asked, askedBody, COLLECTION, deafToHeader, isMalformed, ITEM } from './tamper.ts';

const VALID = JSON.stringify({ name: 'made up', kind: 'saw', weight: 3 });

/** Faults in what a backend does with requests: what it does not look at, does not check and does not keep. */
export function requestFaults(): Record<string, Fault> {
  let first: Answered | undefined;
  return {
    ...credentialFaults(),
    ...queryFaults(),
    'ignores If-None-Match': deafToHeader('if-none-match'),
    'ignores If-Match': deafToHeader('if-match'),
    'takes a weak tag for a strong one': asked(({ headers }) => {
      if (headers['if-match'] !== undefined) headers['if-match'] = headers['if-match'].replaceAll('W/', '');
    }),
    'compares with the first tag only': asked(({ headers }) => {
      for (const name of ['if-match', 'if-none-match']) {
        const [first] = headers[name]?.split(',') ?? [];
        if (first !== undefined) headers[name] = first;
      }
    }),
    'ignores Accept': asked(({ headers }) => (headers['accept'] = '*/*')),
    'takes malformed JSON': asked((passing) => {
      if (isCreate(passing) && isMalformed(passing.body)) passing.body = VALID;
    }),
    'takes a missing body': asked((passing) => {
      if (isCreate(passing) && passing.body === '') sendValid(passing);
    }),
    'takes any media type': asked((passing) => {
      if (/unknown/.test(passing.headers['content-type'] ?? '')) sendValid(passing);
    }),
    'takes any charset': asked(({ headers }) => {
      if (headers['content-type'] !== undefined) headers['content-type'] = headers['content-type'].split(';')[0] ?? '';
    }),
    'keeps only the first that is created': {
      request: (passing) => (isCreate(passing) && passing.headers['x-workshop-key'] !== undefined ? first : undefined),
      answer(answered, passing) {
        if (isCreate(passing) && answered.status === 201) first ??= structuredClone(answered);
      },
    },
    'loses a member when creating': askedBody('POST', (body) => delete body['isSharp']),
    'stores another value when creating': askedBody('POST', (body) => {
      if (typeof body['weight'] === 'number' && body['weight'] > 1) body['weight'] -= 1;
    }),
    'loses replacements': asked(asRead('PUT')),
    'loses changes': asked(asRead('PATCH')),
    'loses removals': {
      request: ({ method, target, headers }) =>
        method === 'DELETE' && ITEM.test(target) && !target.includes('?') && 'x-workshop-key' in headers
          ? { status: 204, headers: {}, body: '' }
          : undefined,
    },
    'merges where it should replace': askedBody('PUT', (body) => delete body['isSharp']),
    'resets what a change does not name': askedBody('PATCH', (body) => (body['weight'] = 7)),
    'drops unknown members in silence': askedBody('POST', (body) => delete body['plumblineUnknown']),
    'cuts long names in silence': askedBody('POST', (body) => {
      if (typeof body['name'] === 'string') body['name'] = body['name'].slice(0, 20);
    }),
    'reads text as numbers': askedBody('POST', (body) => {
      if (typeof body['weight'] === 'string') body['weight'] = 1;
    }),
    'keeps what is set to null': asked((passing) => {
      if (passing.method !== 'PATCH' || isMalformed(passing.body)) return;
      const isAllNull = Object.values(JSON.parse(passing.body) as object).every((value) => value === null);
      if (isAllNull) asRead('PATCH')(passing);
    }),
    'changes names into small letters': askedBody('PATCH', (body) => {
      if (typeof body['name'] === 'string') body['name'] = body['name'].toLowerCase();
    }),
    'makes up what is required': askedBody('POST', (body) => (body['kind'] ??= 'saw')),
  };
}

/** Faults in whom a backend lets in; the right credential is the first that comes along. */
function credentialFaults(): Record<string, Fault> {
  let credential: string | undefined;
  return {
    'ignores that no credential is there': asked(({ headers }) => {
      credential ??= headers['x-workshop-key'];
      if (credential !== undefined) headers['x-workshop-key'] ??= credential;
    }),
    'takes any credential for the right one': asked(({ headers }) => {
      const given = headers['x-workshop-key'];
      if (given?.startsWith('dev_') === true) credential ??= given;
      else if (given !== undefined && credential !== undefined) headers['x-workshop-key'] = credential;
    }),
  };
}

function isCreate({ method, target }: Passing): boolean {
  return method === 'POST' && COLLECTION.test(target);
}

function sendValid(passing: Passing): void {
  passing.body = VALID;
  passing.headers['content-type'] = 'application/json';
}

/** Shows the item as it is, as if it had been changed. */
function asRead(method: string): (passing: Passing) => void {
  return (passing) => {
    if (passing.method === method && !isMalformed(passing.body)) Object.assign(passing, { method: 'GET', body: '' });
  };
}
