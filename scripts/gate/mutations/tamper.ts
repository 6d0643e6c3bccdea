import type { Answered, Fault, Passing } from './proxy.ts';

export type Json = Record<string, unknown>;

export const COLLECTION = /^\/v1\/tools(\?|$)/;
export const ITEM = /^\/v1\/tools\/[^/?]+/;

/** Changes answers of one status, of one method and path where they are given. */
export function answers(
  status: number,
  change: (answered: Answered, passing: Passing) => void,
  method?: string,
  path?: RegExp,
): Fault {
  return {
    answer(answered, passing) {
      const isMeant = answered.status === status && (method ?? passing.method) === passing.method;
      if (isMeant && (path?.test(passing.target) ?? true)) change(answered, passing);
    },
  };
}

/** Answers another status instead. */
export function status(from: number, to: number, method?: string, path?: RegExp): Fault {
  return answers(from, (answered) => (answered.status = to), method, path);
}

/** Leaves a header out of answers of one status. */
export function headerless(code: number, name: string, method?: string): Fault {
  return answers(code, ({ headers }) => delete headers[name], method);
}

/** Changes the JSON body of successful answers for one item. */
export function inItem(change: (item: Json) => void): Fault {
  return {
    answer(answered, { target, method }) {
      const isItem = ITEM.test(target) || (method === 'POST' && COLLECTION.test(target));
      if (isItem && answered.status < 300 && answered.body !== '') rewrite(answered, change);
    },
  };
}

/** Changes the JSON body of lists. */
export function inList(change: (page: Json & { data: Json[] }, passing: Passing) => void): Fault {
  return {
    answer(answered, passing) {
      const isList = COLLECTION.test(passing.target) && passing.method === 'GET' && answered.status === 200;
      if (isList)
        rewrite(answered, (page) => {
          change(page as Json & { data: Json[] }, passing);
        });
    },
  };
}

/** Takes a query parameter out before the backend sees it. */
export function deafToQuery(name: string): Fault {
  return asked((passing) => {
    const url = new URL(passing.target, 'http://backend');
    url.searchParams.delete(name);
    passing.target = url.pathname + url.search;
  });
}

/** Takes a header out before the backend sees it. */
export function deafToHeader(name: string): Fault {
  return asked(({ headers }) => delete headers[name]);
}

/** Changes requests before the backend sees them. */
export function asked(change: (passing: Passing) => void): Fault {
  return {
    request(passing) {
      change(passing);
      return undefined;
    },
  };
}

/** Changes the JSON body of requests by one method. */
export function askedBody(method: string, change: (body: Json) => void): Fault {
  return asked((passing) => {
    if (passing.method !== method || isMalformed(passing.body)) return;
    const body = JSON.parse(passing.body) as Json;
    change(body);
    passing.body = JSON.stringify(body);
  });
}

export function isMalformed(text: string): boolean {
  try {
    return typeof JSON.parse(text) !== 'object';
  } catch {
    return true;
  }
}

function rewrite(answered: Answered, change: (body: Json) => void): void {
  const body = JSON.parse(answered.body) as Json;
  change(body);
  answered.body = JSON.stringify(body);
}
