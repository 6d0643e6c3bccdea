import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a kennel does wrong. */
export type Fault =
  | 'any kennel changes a dog'
  | 'any kennel removes a dog'
  | 'lists dogs of no kennel'
  | 'answers 200 for what PUT makes'
  | 'answers 201 for what PUT replaces'
  | 'forgets the rest of the settings'
  | 'takes weak tags'
  | 'takes one tag only';

type Row = Record<string, unknown>;

/** A backend written by hand: dogs live in kennels, callers name badges, settings are there once. */
export async function openKennel(fault?: Fault): Promise<{ url: string; close: () => void }> {
  const kennels: Row[] = [];
  const dogs: Row[] = [];
  const badges = new Map<string, Row>();
  const settings: Row = { food: 'dry', walks: 2, version: 1 };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, shown, tag] = answer(request, body);
      response.writeHead(status, { 'content-type': 'application/json', ...(tag && { etag: tag }) });
      response.end(shown === undefined ? undefined : JSON.stringify(shown));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  function answer(
    { method, url = '', headers }: IncomingMessage,
    body: Row,
  ): [status: number, shown?: unknown, tag?: string] {
    const [noun, id, inner, dogId] = url.split('?')[0]?.split('/').slice(1) ?? [];
    if (noun === 'settings') return ofSettings(method, body, headers['if-match']);
    if (noun === 'badges') return ofBadge(method, id ?? '', body);
    const kennel = kennels.find((each) => String(each['id']) === id);
    if (id === undefined) return method === 'POST' ? [201, added(kennels, body)] : [200, kennels];
    if (kennel === undefined && !(fault === 'lists dogs of no kennel' && method === 'GET' && !dogId)) return [404, {}];
    if (inner === undefined) return [200, kennel];
    if (dogId === undefined) {
      if (method === 'POST') return [201, shown(added(dogs, { ...body, kennel: id }))];
      return [200, dogs.filter((each) => each['kennel'] === id && each['isGone'] !== true).map(shown)];
    }
    const dog = dogs.find((each) => String(each['id']) === dogId && each['isGone'] !== true);
    const isAnyones =
      (method === 'PATCH' && fault === 'any kennel changes a dog') ||
      (method === 'DELETE' && fault === 'any kennel removes a dog');
    if (dog === undefined || (dog['kennel'] !== id && !isAnyones)) return [404, {}];
    if (method === 'DELETE') dog['isGone'] = true;
    return method === 'DELETE' ? [204] : [200, shown(Object.assign(dog, body, { id: dog['id'] }))];
  }

  function ofBadge(method: string | undefined, name: string, body: Row): [status: number, shown?: unknown] {
    const isThere = badges.has(name);
    if (method === 'GET') return isThere ? [200, badges.get(name)] : [404, {}];
    badges.set(name, { ...body, name });
    if (isThere) return [fault === 'answers 201 for what PUT replaces' ? 201 : 200, badges.get(name)];
    return [fault === 'answers 200 for what PUT makes' ? 200 : 201, badges.get(name)];
  }

  function ofSettings(method: string | undefined, body: Row, match: string | undefined): [number, unknown, string] {
    const tag = `"${String(settings['version'])}"`;
    const named = (match ?? '*')
      .split(', ')
      .map((each) => (fault === 'takes weak tags' ? each.replace('W/', '') : each));
    const tags = fault === 'takes one tag only' ? named.slice(0, 1) : named;
    if (method === 'GET') return [200, { ...settings, version: undefined }, tag];
    if (!tags.includes('*') && !tags.includes(tag)) return [412, {}, tag];
    const changed =
      fault === 'forgets the rest of the settings' ? { food: 'dry', walks: 2, ...body } : { ...settings, ...body };
    Object.assign(settings, changed, { version: Number(settings['version']) + 1 });
    return [200, { ...settings, version: undefined }, `"${String(settings['version'])}"`];
  }
}

function shown({ id, name }: Row): Row {
  return { id, name };
}

function added(rows: Row[], body: Row): Row {
  const row = { ...body, id: rows.length + 1 };
  rows.push(row);
  return row;
}

async function bodyOf(request: IncomingMessage): Promise<Row> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Row);
}
