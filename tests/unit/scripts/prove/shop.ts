import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a shop does wrong. */
export type Fault =
  | 'repeats an item'
  | 'loses the last item'
  | 'cursor goes nowhere'
  | 'next link starts anew'
  | 'Link header goes nowhere'
  | 'self goes nowhere'
  | 'nested lists show all'
  | 'any parent leads to an item'
  | 'refuses what a reference names'
  | 'filter by reference shows all'
  | 'creates under another id';

/** A backend written by hand: makers have tools (`/makers/{makerId}/tools`), orders name a maker (`makerId`). */
export interface Shop {
  url: string;
  close(): Promise<void>;
}

interface Row {
  id: number;
  [member: string]: unknown;
}

/** Starts a shop that keeps to `SHOP` but for the faults. */
export async function openShop(...faults: Fault[]): Promise<Shop> {
  const tables: Record<string, Row[]> = { makers: [], tools: [], orders: [] };
  const is = (fault: Fault): boolean => faults.includes(fault);
  const server = createServer((request, response) => {
    void answer(request, tables, is).then(({ status, body, link }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...(link && { link }) });
      response.end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  tables: Record<string, Row[]>,
  is: (fault: Fault) => boolean,
): Promise<{ status: number; body: unknown; link?: string }> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://shop');
  const steps = pathname.split('/').filter((step) => step !== '');
  const makerId = steps.length > 2 ? Number(steps[1]) : undefined;
  const [noun = '', id] = makerId === undefined ? steps : steps.slice(2);
  const table = tables[noun] ?? [];
  const show = (row: Row): Row => {
    const self = `/${is('self goes nowhere') ? 'nowhere' : makerId === undefined ? noun : `makers/${makerId}/${noun}`}/${row.id}`;
    // Of a tool the path says whose it is.
    return { id: row.id, name: row['name'], ...(noun === 'orders' && { makerId: row['makerId'] }), links: { self } };
  };
  const isOwn = (row: Row): boolean => makerId === undefined || row['makerId'] === makerId;
  if (request.method === 'POST') {
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
    const isKnown = tables['makers']?.some((each) => each.id === body['makerId']);
    if (is('refuses what a reference names') && noun === 'orders' && isKnown) return { status: 400, body: {} };
    const row: Row = { ...body, id: table.length + 1, ...(makerId !== undefined && { makerId }) };
    table.push(row);
    return { status: 201, body: show(is('creates under another id') ? { ...row, id: row.id + 1000 } : row) };
  }
  if (id !== undefined) {
    const row = table.find((each) => each.id === Number(id));
    const isThere = row && (isOwn(row) || is('any parent leads to an item'));
    return isThere ? { status: 200, body: show(row) } : { status: 404, body: {} };
  }
  const wanted = searchParams.get('makerId');
  const rows = table
    .filter((row) => isOwn(row) || is('nested lists show all'))
    .filter((row) => wanted === null || is('filter by reference shows all') || row['makerId'] === Number(wanted));
  const { page, next } = pageOf(rows, pathname, searchParams, is);
  const link = is('Link header goes nowhere') ? '/nowhere' : pathname;
  return { status: 200, body: { items: page.map(show), ...next }, link: `<${link}>; rel="first"` };
}

function pageOf(
  rows: Row[],
  pathname: string,
  query: URLSearchParams,
  is: (fault: Fault) => boolean,
): { page: Row[]; next: object } {
  const limit = Number(query.get('limit') ?? 20);
  const start = Number(query.get('continue') ?? 0);
  const end = start + limit;
  const kept = is('loses the last item') && start > 0 ? rows.slice(0, -1) : rows;
  const from = is('repeats an item') && start > 0 ? start - 1 : start;
  const page = kept.slice(from, from + limit);
  const follows = end < rows.length;
  const cursor = is('cursor goes nowhere') ? String(rows.length) : String(end);
  const url = `${pathname}?limit=${limit}&continue=${is('next link starts anew') ? 0 : end}`;
  return { page, next: follows ? { continue: cursor, nextUrl: url } : {} };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
