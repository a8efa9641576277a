// Slow clients beside valid ones (G-21): node src/notes/slowloris.ts [SOCKETS] [SECONDS]
import { connect, type Socket } from 'node:net'
import { sendPaced } from '../load/send-paced.ts'
import { percentile } from '../statistics.ts'
import { listing, toBytes } from './requests.ts'
import { startNotes } from './start-notes.ts'

const [sockets = 500, seconds = 60] = process.argv.slice(2).map(Number)
const { pool, api, stop } = await startNotes()
const request = toBytes(api.url, { ...listing, token: await pool.accessTokenFor('user@example.com') })
const lifetimes: number[] = []
const { hostname, port } = new URL(api.url)

/** Opens a connection that sends a byte a second and never ends its headers. */
function dawdle(): Socket {
  const openedAt = performance.now()
  const socket = connect(Number(port), hostname)
  const timer = setInterval(() => socket.write('a'), 1_000)
  socket.on('error', () => undefined).resume()
  socket.on('close', () => {
    clearInterval(timer)
    lifetimes.push((performance.now() - openedAt) / 1000)
  })
  socket.write('GET /notes HTTP/1.1\r\nX: ')
  return socket
}

async function p99Ms(): Promise<number> {
  const stream = { perSecond: 50, connections: 10, next: () => request }
  const [paced] = await sendPaced(api.url, [stream], seconds / 2)
  if (paced?.statuses.size !== 1 || !paced.statuses.has(200)) throw new Error('Valid requests were refused')
  return percentile(paced.latenciesMs, 0.99)
}

try {
  await p99Ms()
  const quiet = await p99Ms()
  const slow = Array.from({ length: sockets }, dawdle)
  const disturbed = await p99Ms()
  while (lifetimes.length < sockets) await new Promise((resolve) => setTimeout(resolve, 100))
  for (const socket of slow) socket.destroy()
  console.log(
    `${sockets} slow connections: valid p99 ${quiet.toFixed(1)} ms without, ${disturbed.toFixed(1)} ms with them (${(disturbed / quiet).toFixed(2)} times); the last one was cut off after ${percentile(lifetimes, 1).toFixed(1)} s`,
  )
} finally {
  await stop()
}
