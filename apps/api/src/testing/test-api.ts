import { rm } from 'node:fs/promises'
import { Problem } from '@lifeguard/api-contract'
import { type RunningUserPool, startUserPool, type UserPoolOptions } from '@lifeguard/local-user-pool'
import { createLog } from '../log.ts'
import { readSettings } from '../settings/read-settings.ts'
import { startApi } from '../start-api.ts'
import { createDataFolder } from './databases.ts'
import { createSecrets } from './secrets.ts'

export const webClient = 'lifeguardweb00000000000001'
export const toolsClient = 'lifeguardtools000000000001'
export const machineClient = 'lifeguardmachine0000000001'
export const webOrigin = 'http://localhost:5173'

interface Call {
  readonly token?: string
  /** Sent as JSON. */
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

export interface TestApi {
  readonly url: string
  readonly pool: RunningUserPool
  /** Everything logged so far, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
  call(method: string, path: string, call?: Call): Promise<Response>
  /** The access token of `user@example.com`, with all scopes unless told otherwise. */
  userToken(request?: Parameters<RunningUserPool['accessTokenFor']>[1]): Promise<string>
  close(): Promise<void>
}

/**
 * The real API on a real socket, with PGlite in a temporary folder and a real local pool. Whatever a test does with it,
 * `close` fails when its log has a token in it, and `call` when a refusal is no problem (RFC 9457).
 */
export async function startTestApi(
  environment: Record<string, string> = {},
  poolOptions: UserPoolOptions = {},
): Promise<TestApi> {
  const [running, folder] = await Promise.all([startUserPool(poolOptions), createDataFolder()])
  const secrets = createSecrets(running)
  const { pool } = secrets
  const lines: Record<string, unknown>[] = []
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) })

  const settings = readSettings({
    COGNITO_ISSUER: pool.issuer,
    COGNITO_DOMAIN: pool.domain,
    COGNITO_CLIENT_IDS: `${webClient},${machineClient}`,
    WEB_ORIGINS: webOrigin,
    DATA_DIR: folder,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '1000000',
    ...environment,
  })
  const api = await startApi(settings, log)

  return {
    url: api.url,
    pool,
    log: lines,
    async call(method, path, call) {
      if (call?.token !== undefined) secrets.remember(call.token)
      const response = await fetch(`${api.url}${path}`, { method, ...toRequest(call) })
      await requireProblem(response.clone())
      return response
    },
    userToken: (request) => pool.accessTokenFor('user@example.com', request),
    async close() {
      await api.close()
      await pool.close()
      await rm(folder, { recursive: true })
      secrets.refuseIn(lines.map((line) => JSON.stringify(line)).join('\n'))
    },
  }
}

/** Requirements E-01 and G-29, of every refusal that any test comes across. */
async function requireProblem(response: Response): Promise<void> {
  if (response.status < 400) return
  const problem = Problem.parse(await response.json())
  const type = response.headers.get('content-type')
  if (problem.status === response.status && type?.startsWith('application/problem+json')) return
  throw new Error(`The answer ${response.status} is no problem: ${type} with status ${problem.status}`)
}

function toRequest({ token, json, headers, body }: Call = {}): RequestInit {
  return {
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body }),
  }
}
