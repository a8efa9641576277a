import type { Server } from 'node:http'
import { createAccessTokenVerifier, createDenyList } from '@lifeguard/access-token'
import { createAccountLoader } from './account/account-loader.ts'
import { createEmailAsker } from './account/ask-email.ts'
import { createApp } from './app.ts'
import { createAccountRepository } from './data/accounts.ts'
import { createAuditTrail } from './data/audit-trail.ts'
import type { Database } from './data/database.ts'
import { createDenyListStore } from './data/deny-list-store.ts'
import { keepHouse } from './data/keep-house.ts'
import { createNoteRepository } from './data/notes.ts'
import { openPglite } from './data/open-pglite.ts'
import { openPostgres } from './data/open-postgres.ts'
import type { Log } from './log.ts'
import { createHttpServer } from './operation/http-server.ts'
import { listen } from './operation/listen.ts'
import { createRateLimits, type RateLimits } from './operation/rate-limit/create-rate-limits.ts'
import { createReadinessCheck } from './operation/readiness.ts'
import { prepareStop } from './operation/stop-serving.ts'
import { startTelemetry, type Telemetry } from './operation/telemetry/start-telemetry.ts'
import type { Settings } from './settings/read-settings.ts'

const daySeconds = 86_400

export interface RunningApi {
  readonly url: string
  /** Answers what is under way, then lets go of port, database and data folder. */
  close(): Promise<void>
}

/**
 * Opens the database and listens.
 *
 * @throws Error one sentence when a port, the data folder or the database cannot be had.
 */
export async function startApi(settings: Settings, log: Log): Promise<RunningApi> {
  const opened: { close(): Promise<void> }[] = []
  function keep<T extends { close(): Promise<void> }>(thing: T): T {
    opened.unshift(thing)
    return thing
  }
  async function close(): Promise<void> {
    for (const thing of opened) await thing.close()
  }

  try {
    const database = keep(await openDatabase(settings, log))
    const rateLimits = keep(createRateLimits(settings, log))
    const telemetry = keep(await startTelemetry(settings, log))
    const server = createHttpServer(log)
    const url = await listen(server, { ...settings, setting: 'PORT' })
    keep(serve(server, { settings, log, database, rateLimits, telemetry, url }))
    return { url, close }
  } catch (error) {
    await close()
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
  readonly telemetry: Telemetry
  readonly url: string
}

function serve(server: Server, serving: Serving): { close(): Promise<void> } {
  const { settings, log, database, rateLimits, telemetry, url } = serving
  const { issuer, domain, clientIds } = settings
  const apiUrl = settings.apiUrl ?? url
  const denyList = createDenyList({
    store: createDenyListStore(database.queries),
    refreshTokenSeconds: settings.refreshTokenDays * daySeconds,
    // The most that Cognito allows.
    accessTokenSeconds: daySeconds,
  })
  const verifier = createAccessTokenVerifier({
    ...settings,
    pools: [{ issuer, clientIds, resource: apiUrl }],
    isRevoked: denyList.isRevoked,
    onDecision: telemetry.onDecision,
    onKeySet: telemetry.onKeySet,
  })
  // Comes up without the key set: a pool that is down makes 503, not a dead API.
  void verifier.prefetch()

  const accounts = telemetry.watch('accounts', createAccountRepository(database.queries))
  const app = createApp({
    ...settings,
    log,
    apiUrl,
    verify: verifier.verify,
    observers: telemetry.observers,
    reception: rateLimits.reception,
    notes: telemetry.watch('notes', createNoteRepository(database.queries)),
    accounts,
    loadAccount: createAccountLoader(accounts, createEmailAsker({ issuer, domain })),
    auditTrail: telemetry.watch('auditTrail', createAuditTrail(database.queries)),
    denyList,
    checkReadiness: createReadinessCheck(verifier, database),
  })
  const stopServing = prepareStop(server)
  server.on('request', app)
  const stopKeepingHouse = keepHouse(database.queries, log)

  return {
    async close() {
      await stopServing()
      stopKeepingHouse()
      verifier.close()
    },
  }
}
