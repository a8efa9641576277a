import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { Express } from 'express'

/** An answer as the caller sees it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** A real socket under an app. */
export interface RunningApp {
  readonly url: string
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  /** Sends these bytes and answers everything that came back until the server closed. */
  readonly raw: (request: string | Buffer) => Promise<string>
  readonly close: () => Promise<void>
}

/** Serves an app on a free loopback port. */
export async function startApp(app: Express): Promise<RunningApp> {
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  // A TCP server has an object for an address.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    async get(path, headers = {}) {
      const response = await fetch(url + path, { headers })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json')
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
    raw: (request) =>
      new Promise((resolve, reject) => {
        const chunks: Buffer[] = []
        connect(port, '127.0.0.1')
          .on('data', (chunk) => chunks.push(chunk))
          .on('error', reject)
          .on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
          .write(request)
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
