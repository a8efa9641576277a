import type { AddressInfo } from 'node:net'
import type { Principal } from '@lifeguard/express-bearer-auth'
import { type AppParts, createApp } from '../../src/app.ts'
import type { AccountRepository } from '../../src/data/accounts.ts'
import type { AuditTrail } from '../../src/data/audit-trail.ts'
import type { NoteRepository } from '../../src/data/notes.ts'
import { createLog } from '../../src/log.ts'
import { logAccess } from '../../src/operation/access-log.ts'
import { createHttpServer, type SocketLimits, socketLimits } from '../../src/operation/http-server.ts'

export interface StartedApp {
  readonly url: string
  /** Everything logged so far, as it was written. */
  readonly lines: readonly string[]
  /** The same, parsed; only these events when named. */
  entries(event?: string): Record<string, unknown>[]
  close(): Promise<void>
}

/**
 * The app on a real socket, without a pool and a database: what operates it does not depend on them. The verifier of
 * these tests knows `good.token` and judges everything else by what it is called.
 */
export async function startApp(
  parts: Partial<AppParts> = {},
  limits: Partial<SocketLimits> = {},
): Promise<StartedApp> {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const app = createApp({
    apiUrl: 'http://api.test',
    issuer: 'http://pool.test',
    domain: 'http://pool.test',
    toolsClientId: undefined,
    webOrigins: ['http://web.test'],
    bodyLimitBytes: 1024,
    trustProxyHops: 0,
    verify: judgeByName,
    observers: [logAccess(log)],
    reception: { meet: async () => undefined, meetStranger: async () => undefined },
    notes: noNotes,
    accounts: noAccounts,
    auditTrail: noAuditTrail,
    denyList: { denySignIn: async () => {}, denySubject: async () => {} },
    loadAccount: async () => null,
    checkReadiness: async () => ({ keySet: 'fresh', obstacles: [] }),
    log,
    ...parts,
  })
  const server = createHttpServer(log, { ...socketLimits, ...limits }).listen(0, '127.0.0.1')
  server.on('request', app)
  await new Promise((resolve) => server.once('listening', resolve))
  // A TCP server has an object for an address.
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    entries: (event) =>
      lines
        .map((line): Record<string, unknown> => JSON.parse(line))
        .filter((entry) => event === undefined || entry.event === event),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const person: Principal = {
  kind: 'user',
  issuer: 'http://pool.test',
  subject: 'f3a1',
  clientId: 'web',
  username: 'jane',
  scopes: ['notes/read'],
  groups: [],
  authTime: 0,
  expiresAt: 0,
}

const judgeByName: AppParts['verify'] = async (token) => {
  if (token === 'good.token') return { valid: true, principal: person }
  return { valid: false, reason: token }
}

/** A database with nothing in it. */
export const noNotes: NoteRepository = {
  add: async () => Promise.reject(new Error('Cannot add a note: this test has no database')),
  list: async () => ({ items: [], next: null }),
  stream: async function* () {},
  get: async () => undefined,
  change: async () => ({ outcome: 'missing' }),
  remove: async () => ({ outcome: 'missing' }),
}

const noAccounts: AccountRepository = {
  open: async () => Promise.reject(new Error('Cannot open an account: this test has no database')),
  rememberEmail: async () => {},
  rename: async () => {},
  erase: async () => {},
  list: async () => ({ items: [], next: null }),
}

const noAuditTrail: AuditTrail = {
  record: async () => {},
  list: async () => ({ items: [], next: null }),
}
