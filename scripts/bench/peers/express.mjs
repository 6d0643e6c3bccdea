import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import express from 'express';
import OpenApiValidator from 'express-openapi-validator';

/** The same parts as Plumbline, put together as their guides do. */
const Item = new EntitySchema({
  name: 'Item',
  tableName: 'mikro_items',
  properties: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    price: { type: 'integer' },
    category: { type: 'text' },
    note: { type: 'text', nullable: true },
    inStock: { type: 'boolean' },
    createdAt: { type: 'datetime', index: true },
  },
});
const orm = await MikroORM.init({ clientUrl: process.env.DATABASE_URL, entities: [Item], pool: { min: 0, max: 10 } });
await orm.schema.update({ safe: true });

const app = express();
app.use(express.json());
app.use(
  OpenApiValidator.middleware({
    apiSpec: fileURLToPath(new URL('../contract.yaml', import.meta.url)),
    validateResponses: false,
  }),
);
app.get('/items', async (req, res) => {
  const { limit, offset } = req.query;
  res.json(
    (await orm.em.fork().find(Item, {}, { limit, offset, orderBy: { createdAt: 'asc', id: 'asc' } })).map(render),
  );
});
app.get('/items/:itemId', async (req, res) => {
  const item = await orm.em.fork().findOne(Item, req.params.itemId);
  if (item) res.json(render(item));
  else res.status(404).json({ message: 'Not found' });
});
app.post('/items', async (req, res) => {
  const em = orm.em.fork();
  const item = em.create(Item, {
    ...req.body,
    id: randomUUID(),
    inStock: req.body.inStock ?? true,
    createdAt: new Date(),
  });
  await em.flush();
  res.status(201).json(render(item));
});
app.use((error, req, res, next) => {
  res.status(error.status ?? 500).json({ message: error.message });
});
app.listen(Number(process.env.PORT), '127.0.0.1');

function render({ note, createdAt, ...item }) {
  return { ...item, ...(note === null ? {} : { note }), createdAt: createdAt.toISOString() };
}
