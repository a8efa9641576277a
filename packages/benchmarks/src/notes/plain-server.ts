// What one writes in ten minutes: Express and pg, no authentication, no validation, no limits, no log.
import { randomUUID } from 'node:crypto'
import express from 'express'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
await pool.query(`
  create table if not exists notes (
    id uuid primary key, owner text not null, title text not null, text text not null, tags text[] not null,
    archived boolean not null, version integer not null, created_at timestamptz not null, updated_at timestamptz not null
  );
  create index if not exists notes_by_owner on notes (owner, created_at, id);`)

const app = express()

app.get('/notes', async (_req, res) => {
  const { rows } = await pool.query(
    'select * from notes where owner = $1 and not archived order by created_at desc, id desc limit 21',
    ['me'],
  )
  res.json({ items: rows.slice(0, 20), nextCursor: rows.length > 20 ? rows[19].id : null })
})

app.post('/notes', express.json(), async (req, res) => {
  const { title, text } = req.body
  const now = new Date()
  const { rows } = await pool.query('insert into notes values ($1,$2,$3,$4,$5,$6,$7,$8,$8) returning *', [
    ...[randomUUID(), 'me', title, text, [], false, 1],
    now,
  ])
  res.status(201).json(rows[0])
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') return
  console.log(JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${address.port}` }))
})
process.on('SIGTERM', () => process.exit())
