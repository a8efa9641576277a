import { join } from 'node:path'
import { createServer } from 'vite'
import { readSettings } from './settings.ts'

// For daily work: Vite's server with reload, under the address of the production server but without its headers, which
// the reload script of React does not survive.
try {
  const { host, port } = readSettings(process.env)
  const server = await createServer({
    root: join(import.meta.dirname, '..'),
    server: { host, port, strictPort: true },
  })
  await server.listen()

  console.log(JSON.stringify({ event: 'listening', url: `http://${host}:${server.config.server.port}` }))

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
