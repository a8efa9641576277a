import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The API as a process of its own, with a database of its own. */
export interface ApiProcess {
  readonly url: string
  stop(): Promise<void>
}

// A new database takes seconds to make, a copy of an empty one does not.
const emptyData = join(import.meta.dirname, '../.vite/browser-tests-data')

/** Makes the empty database that every API of the browser tests starts from. */
export async function prepareDatabase(): Promise<void> {
  await rm(emptyData, { recursive: true, force: true })
  const api = await run(emptyData, { API_URL: 'http://localhost', ...anyPool }, [])
  await api.stop()
}

// A run of the tests that is broken off closes the channel to its children, and says nothing else.
const endWithParent = join(import.meta.dirname, '../../desk/src/end-with-parent.ts')

const anyPool = {
  COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere',
  COGNITO_DOMAIN: 'http://127.0.0.1:1',
  COGNITO_CLIENT_IDS: 'nobody',
}

/** Starts the API on a free port; every line of its log is added to `log`. */
export async function startApi(
  environment: Readonly<Record<string, string>>,
  log: string[],
): Promise<ApiProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lifeguard-world-'))
  if (existsSync(emptyData)) await cp(emptyData, dataDir, { recursive: true })
  const api = await run(dataDir, environment, log)
  return {
    url: api.url,
    async stop() {
      await api.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function run(
  dataDir: string,
  environment: Readonly<Record<string, string>>,
  log: string[],
): Promise<ApiProcess> {
  const main = join(import.meta.dirname, '../../api/src/main.ts')
  const api = spawn(process.execPath, ['--import', endWithParent, main], {
    env: { ...process.env, ...environment, NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const url = await readUrl(api, log)

  return {
    url,
    async stop() {
      if (api.exitCode !== null) return
      const exited = new Promise((resolve) => api.once('exit', resolve))
      api.kill('SIGTERM')
      await exited
    },
  }
}

function readUrl(api: ChildProcess, log: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    api.once('exit', (code) =>
      reject(new Error(`Cannot start the API: it exited with ${code}\n${log.join('\n')}`)),
    )
    for (const stream of [api.stdout, api.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line)
        const url = /"url":"(?<url>[^"]+)"/.exec(line)?.groups?.url
        if (url !== undefined && line.includes('listening')) resolve(url)
      })
    }
  })
}
