import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAccessTokenVerifier } from '@lifeguard/access-token'
import { createAccountLoader } from './account/account-loader.ts'
import { createEmailAsker } from './account/ask-email.ts'
import { createApp } from './app.ts'
import { createAccountRepository } from './data/accounts.ts'
import { createAuditTrail } from './data/audit-trail.ts'
import type { Database } from './data/database.ts'
import { createNoteRepository } from './data/notes.ts'
import { openPglite } from './data/open-pglite.ts'
import { openPostgres } from './data/open-postgres.ts'
import type { Log } from './log.ts'
import { createHttpServer } from './operation/http-server.ts'
import { openRateLimits, type RateLimits } from './operation/rate-limit/open-rate-limits.ts'
import { prepareStop } from './operation/stop-serving.ts'
import { createObstacleFinder } from './readiness.ts'
import type { Settings } from './settings/read-settings.ts'

export interface RunningApi {
  readonly url: string
  /** Answers what is under way, then lets go of port, database and data folder. */
  close(): Promise<void>
}

/**
 * Opens the database and listens.
 *
 * @throws Error one sentence when the port, the data folder or the database cannot be had.
 */
export async function startApi(settings: Settings, log: Log): Promise<RunningApi> {
  const database = await openDatabase(settings, log)
  const server = createHttpServer(log)
  let rateLimits: RateLimits | undefined
  try {
    rateLimits = await openRateLimits(settings, log)
    const url = await listen(server, settings)
    return serve(server, { settings, log, database, rateLimits, url })
  } catch (error) {
    await rateLimits?.close()
    await database.close()
    throw error
  }
}

function openDatabase({ databaseUrl, dataFolder }: Settings, log: Log): Promise<Database> {
  if (databaseUrl === undefined) return openPglite(dataFolder)
  return openPostgres(databaseUrl, (error) => log.warn({ event: 'database-connection-lost', error }))
}

interface Serving {
  readonly settings: Settings
  readonly log: Log
  readonly database: Database
  readonly rateLimits: RateLimits
  readonly url: string
}

function serve(server: Server, { settings, log, database, rateLimits, url }: Serving): RunningApi {
  const { issuer, domain, clientIds } = settings
  const verifier = createAccessTokenVerifier({ ...settings, pools: [{ issuer, clientIds }] })
  // Comes up without the key set: a pool that is down makes 503, not a dead API.
  void verifier.prefetch()

  const accounts = createAccountRepository(database.queries)
  const app = createApp({
    ...settings,
    log,
    apiUrl: settings.apiUrl ?? url,
    verify: verifier.verify,
    reception: rateLimits.reception,
    notes: createNoteRepository(database.queries),
    accounts,
    loadAccount: createAccountLoader(accounts, createEmailAsker({ issuer, domain })),
    auditTrail: createAuditTrail(database.queries),
    findObstacles: createObstacleFinder(verifier, database),
  })
  const stopServing = prepareStop(server)
  server.on('request', app)

  const close = async () => {
    await stopServing()
    verifier.close()
    await rateLimits.close()
    await database.close()
  }
  return { url, close }
}

function listen(server: Server, { host, port }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(`Cannot listen on ${host}:${port}: ${whyNot(cause)}`, { cause }))
    })
    server.listen(port, host, () => resolve(`http://${urlHost(host)}:${addressOf(server).port}`))
  })
}

function whyNot(cause: Error): string {
  const code = 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') return 'the port is in use; stop what uses it or set PORT to another one'
  if (code === 'EACCES') return 'the port is reserved; set PORT to another one'
  return `${cause.message}; check HOST and PORT`
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Cannot tell the address of the API')
  return address
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
