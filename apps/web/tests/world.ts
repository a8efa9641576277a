import { createServer, type Server, type ServerResponse } from 'node:http'
import {
  createUserPoolKeys,
  localProfile,
  type RunningUserPool,
  startUserPool,
} from '@lifeguard/local-user-pool'
import { createWebApp } from '../server/web-app.ts'
import { startApi } from './api-process.ts'
import { builtApp } from './build-once.ts'

/** The whole product on free ports: the built app with its production headers, the API, and a user pool. */
export interface World {
  readonly webUrl: string
  readonly apiUrl: string
  readonly pool: RunningUserPool
  /** Every line that the API and the pool have logged. */
  readonly log: readonly string[]
  close(): Promise<void>
}

/** How a world differs from the usual one. */
export interface WorldOptions {
  /** Changes of the app's client in the pool. */
  readonly client?: Record<string, unknown>
  /** Settings of the API. */
  readonly api?: Record<string, string>
  /** Headers that the web app goes without, to see what they are good for. */
  readonly withoutHeaders?: readonly string[]
}

/** The app client of the web app. */
export const clientId = 'lifeguardweb00000000000001'
const clientIds = [clientId, 'lifeguardtools000000000001', 'lifeguardmachine0000000001']

/** Starts a world of its own, with an empty database. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  // The pool must know the app's address before the app can know the pool's: the app's port comes first.
  const webServer = createServer()
  const webUrl = `http://localhost:${await listen(webServer)}`
  const log: string[] = []
  const pool = await startUserPool({
    config: poolConfig(webUrl, options),
    keys: await createUserPoolKeys(),
    log: (sentence) => log.push(sentence),
  })
  const api = await startApi(
    {
      COGNITO_ISSUER: pool.issuer,
      COGNITO_DOMAIN: pool.domain,
      COGNITO_CLIENT_IDS: clientIds.join(','),
      WEB_ORIGINS: webUrl,
      ...options.api,
    },
    log,
  )
  const config = {
    issuer: pool.issuer,
    domain: pool.domain,
    clientId,
    apiUrl: api.url,
  }
  webServer.on('request', (_req, res) => leaveOut(res, options.withoutHeaders ?? []))
  webServer.on('request', createWebApp({ directory: builtApp, config }))

  return {
    webUrl,
    apiUrl: api.url,
    pool,
    log,
    async close() {
      webServer.closeAllConnections()
      webServer.close()
      await Promise.all([api.stop(), pool.close()])
    },
  }
}

function poolConfig(webOrigin: string, { client }: WorldOptions): ReturnType<typeof localProfile> {
  const usual = localProfile({ webOrigin })
  return {
    ...usual,
    clients: usual.clients.map((each) => (each.clientId === clientId ? { ...each, ...client } : each)),
  }
}

function leaveOut(response: ServerResponse, names: readonly string[]): void {
  const writeHead: typeof response.writeHead = response.writeHead.bind(response)
  response.writeHead = (...parts: [number]) => {
    for (const name of names) response.removeHeader(name)
    return writeHead(...parts)
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, 'localhost', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
      else reject(new Error('Cannot read the port of the web server'))
    })
  })
}
