import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { localProfile, type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { createWebApp } from '../server/web-app.ts'
import { builtApp } from './build-once.ts'

/** The whole product on free ports: the built app with its production headers, the API, and a user pool. */
export interface World {
  readonly webUrl: string
  readonly apiUrl: string
  readonly pool: RunningUserPool
  close(): Promise<void>
}

const clientIds = ['lifeguardweb00000000000001', 'lifeguardtools000000000001', 'lifeguardmachine0000000001']

/** Starts a world of its own, with an empty database. */
export async function startWorld(): Promise<World> {
  // The pool must know the app's address before the app can know the pool's: the app's port comes first.
  const webServer = createServer()
  const webUrl = `http://localhost:${await listen(webServer)}`
  const pool = await startUserPool({ config: localProfile({ webOrigin: webUrl }) })
  const api = await startApi({
    COGNITO_ISSUER: pool.issuer,
    COGNITO_DOMAIN: pool.domain,
    COGNITO_CLIENT_IDS: clientIds.join(','),
    WEB_ORIGINS: webUrl,
  })
  const config = {
    issuer: pool.issuer,
    domain: pool.domain,
    clientId: 'lifeguardweb00000000000001',
    apiUrl: api.url,
  }
  webServer.on('request', createWebApp({ directory: builtApp, config }))

  return {
    webUrl,
    apiUrl: api.url,
    pool,
    async close() {
      webServer.closeAllConnections()
      webServer.close()
      await Promise.all([api.stop(), pool.close()])
    },
  }
}

async function startApi(
  environment: Record<string, string>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lifeguard-world-'))
  const api = spawn(process.execPath, [join(import.meta.dirname, '../../api/src/main.ts')], {
    env: { ...process.env, ...environment, NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await readUrl(api)

  return {
    url,
    async stop() {
      if (api.exitCode === null) {
        const exited = new Promise((resolve) => api.once('exit', resolve))
        api.kill('SIGTERM')
        await exited
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function readUrl(api: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    api.once('exit', (code) =>
      reject(new Error(`Cannot start the API: it exited with ${code}\n${lines.join('\n')}`)),
    )
    for (const stream of [api.stdout, api.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const url = /"url":"(?<url>[^"]+)"/.exec(line)?.groups?.url
        if (url !== undefined && line.includes('listening')) resolve(url)
      })
    }
  })
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
