import { createServer } from 'node:http';
import { openStore } from './store.mjs';

/** The floor: node's http server and hand-written SQL, nothing validated. */
const store = await openStore();

const server = createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (req.method === 'GET' && url.pathname === '/items') {
    const items = await store.list(
      Number(url.searchParams.get('limit') ?? 20),
      Number(url.searchParams.get('offset') ?? 0),
    );
    return send(res, 200, items);
  }
  if (req.method === 'POST' && url.pathname === '/items') {
    let text = '';
    for await (const chunk of req) text += chunk;
    return send(res, 201, await store.create(JSON.parse(text)));
  }
  const item = await store.get(url.pathname.slice('/items/'.length));
  return item ? send(res, 200, item) : send(res, 404, { message: 'Not found' });
});

function send(res, status, body) {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.end(text);
}

server.listen(Number(process.env.PORT), '127.0.0.1');
