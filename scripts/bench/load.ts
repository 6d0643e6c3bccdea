import autocannon from 'autocannon';

export type Case = 'by id' | 'page of 20' | 'insert';
export const CASES: readonly Case[] = ['by id', 'page of 20', 'insert'];

const CONNECTIONS = 32;
const body = JSON.stringify({
  name: 'Claw hammer',
  price: 1890,
  category: 'tool',
  note: 'Forged, 450 g',
  inStock: true,
});
const json = { 'content-type': 'application/json' };

/** Creates `count` items over HTTP, a few at a time, so that every server starts from the same data. */
export async function seed(url: string, count: number, path = '/items'): Promise<void> {
  for (let made = 0; made < count; made += 10) {
    await Promise.all(Array.from({ length: 10 }, () => post(url + path)));
  }
}

async function post(url: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: json, body });
  if (response.status !== 201) throw new Error(`POST ${url} answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

/** Item paths that reads are spread over: the first hundred items of each collection. */
export async function itemPaths(url: string, collections: readonly string[] = ['/items']): Promise<string[]> {
  const paths: string[] = [];
  for (const collection of collections) {
    const items = (await (await fetch(`${url}${collection}?limit=100`)).json()) as { id: string }[];
    paths.push(...items.map((item) => `${collection}/${item.id}`));
  }
  return paths;
}

/**
 * Drives one case for `seconds` over 32 connections and gives the mean requests per second.
 * Throws when any answer was not 2xx: a fast wrong answer is no result.
 *
 * @param tokens bearer tokens that the connections take turns with; none: no credential is sent
 */
export async function drive(
  url: string,
  which: Case,
  paths: readonly string[],
  seconds: number,
  tokens: readonly string[] = [],
): Promise<number> {
  const requests = requestsOf(which, paths);
  let clients = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    // Every connection begins elsewhere: in step, they would all ask for the same at the same time.
    setupClient: (client) => {
      const token = tokens[clients % tokens.length];
      if (token !== undefined) client.setHeaders({ authorization: `Bearer ${token}` });
      const start = (clients++ * 7) % requests.length;
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${which} at ${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  }
  return result.requests.average;
}

function requestsOf(which: Case, paths: readonly string[]): autocannon.Request[] {
  if (which === 'by id') return paths.map((path) => ({ method: 'GET', path }));
  if (which === 'page of 20')
    return Array.from({ length: 25 }, (_, page) => ({ method: 'GET', path: `/items?limit=20&offset=${20 * page}` }));
  return [{ method: 'POST', path: '/items', headers: json, body }];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('No values');
  return middle;
}
