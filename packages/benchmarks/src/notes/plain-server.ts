// What one writes by hand in an hour: Express and pg, the same statements and answers, each statement prepared by name;
// no authentication, validation, limits or log.
import { randomUUID } from 'node:crypto'
import express from 'express'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
await pool.query(`
  create table if not exists notes (
    id uuid primary key, owner text not null, title text not null, text text not null, tags text[] not null default '{}',
    archived boolean not null default false, version integer not null default 1,
    created_at timestamptz(3) not null, updated_at timestamptz(3) not null
  );
  create index if not exists notes_by_owner on notes (owner, created_at, id);`)

const app = express()
const columns = 'id, title, text, tags, archived, version, created_at, updated_at'

app.get('/notes', async (_req, res) => {
  const { rows } = await pool.query({
    name: 'list',
    text: `select ${columns} from notes where owner = $1 and archived = false order by created_at desc, id desc limit $2`,
    values: ['me', 21],
  })
  const items = rows.slice(0, 20)
  res.json({ items: items.map(toNote), nextCursor: rows.length > 20 ? items.at(-1).id : null })
})

app.post('/notes', express.json(), async (req, res) => {
  const { title, text, tags = [], archived = false } = req.body
  const now = new Date()
  const { rows } = await pool.query({
    name: 'add',
    text: `insert into notes (id, owner, title, text, tags, archived, created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $7) returning ${columns}`,
    values: [randomUUID(), 'me', title, text, tags, archived, now],
  })
  res.status(201).location(`/notes/${rows[0].id}`).json(toNote(rows[0]))
})

// biome-ignore lint/suspicious/noExplicitAny: what pg answers has no type, and who writes this by hand gives it none
function toNote({ created_at, updated_at, ...note }: any) {
  return { ...note, createdAt: created_at, updatedAt: updated_at }
}

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') return
  console.log(JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${address.port}` }))
})
process.on('SIGTERM', () => process.exit())
