import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import openapiGlue from 'fastify-openapi-glue';
import { openStore } from './store.mjs';

/** Fastify with routes, validation and serialisation from the contract, and hand-written SQL. */
const store = await openStore();
const app = Fastify();
const handlers = {
  listItems: (request) => store.list(request.query.limit, request.query.offset),
  createItem: async (request, reply) => reply.code(201).send(await store.create(request.body)),
  getItem: async (request, reply) => {
    const item = await store.get(request.params.itemId);
    return item ?? reply.code(404).send({ message: 'Not found' });
  },
};
await app.register(openapiGlue, {
  specification: fileURLToPath(new URL('../contract.yaml', import.meta.url)),
  serviceHandlers: handlers,
  addEmptySchema: true,
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
