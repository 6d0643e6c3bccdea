import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The table and the three statements that the hand-written peers share. Rows are rendered as the contract declares. */
export async function openStore() {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  await pool.query(`create table if not exists items (
    id uuid primary key, name text not null, price integer not null, category text not null, note text,
    in_stock boolean not null default true, created_at timestamptz not null default now())`);
  await pool.query('create index if not exists items_order on items (created_at, id)');
  const columns = 'id, name, price, category, note, in_stock, created_at';
  return {
    async get(id) {
      const { rows } = await pool.query({
        name: 'get',
        text: `select ${columns} from items where id = $1`,
        values: [id],
      });
      return rows[0] && render(rows[0]);
    },
    async list(limit, offset) {
      const text = `select ${columns} from items order by created_at, id limit $1 offset $2`;
      const { rows } = await pool.query({ name: 'list', text, values: [limit, offset] });
      return rows.map(render);
    },
    async create(item) {
      const text = `insert into items (id, name, price, category, note, in_stock) values ($1, $2, $3, $4, $5, $6) returning ${columns}`;
      const values = [randomUUID(), item.name, item.price, item.category, item.note ?? null, item.inStock ?? true];
      const { rows } = await pool.query({ name: 'create', text, values });
      return render(rows[0]);
    },
  };
}

function render(row) {
  const item = { id: row.id, name: row.name, price: row.price, category: row.category };
  if (row.note !== null) item.note = row.note;
  item.inStock = row.in_stock;
  item.createdAt = row.created_at.toISOString();
  return item;
}
