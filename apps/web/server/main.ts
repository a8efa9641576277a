import { createServer, type Server } from 'node:http'
import { readSettings } from './settings.ts'
import { createWebApp } from './web-app.ts'

try {
  const { host, port, directory, config } = readSettings(process.env)
  const server = createServer(createWebApp({ directory, config }))

  console.log(
    JSON.stringify({ event: 'listening', url: `http://${host}:${await listen(server, host, port)}` }),
  )

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'EADDRINUSE'
          ? 'the port is in use; set WEB_PORT to another one'
          : `${cause.message}; check WEB_HOST and WEB_PORT`
      reject(new Error(`Cannot listen on ${host}:${port}: ${reason}`, { cause }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function stop(server: Server): void {
  server.close()
  server.closeAllConnections()
}
