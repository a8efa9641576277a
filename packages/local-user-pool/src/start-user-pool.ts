import { checkOptions } from './check-options.ts'
import { type Clock, createClock } from './clock.ts'
import { localProfile } from './config/local-profile.ts'
import { readConfig } from './config/read-config.ts'
import type { UserPoolConfig, UserPoolConfigInput } from './config/schema.ts'
import { createControlApp } from './control-app.ts'
import { createDomainApp } from './domain-app.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { type LoopbackServer, listenOnLoopback } from './http/listen.ts'
import { createIssuerApp } from './issuer-app.ts'
import { createLog } from './log.ts'
import { createFormTokens } from './pages/form-token.ts'
import type { Pool } from './pool.ts'
import { StartError } from './start-error.ts'
import { createAuthorizationCodes } from './state/authorization-codes.ts'
import { type DataFolder, openDataFolder } from './state/data-folder.ts'
import { openJournal } from './state/journal.ts'
import { createKeyRing, type UserPoolKeys } from './state/keys.ts'
import { createMailbox, type Mail } from './state/mailbox.ts'
import { createPasswords } from './state/passwords.ts'
import { createPeople } from './state/people.ts'
import { createProviderCodes } from './state/provider-codes.ts'
import { createSignInSessions } from './state/sign-in-sessions.ts'
import { createTokenFamilies } from './state/token-families.ts'
import { createVerificationCodes } from './state/verification-codes.ts'
import { createTokenMint, type TokenMint } from './token-mint.ts'
import type { PreTokenHandler } from './tokens/pre-token.ts'

/** How to start a pool; everything may be left out. */
export interface UserPoolOptions {
  /** Default: the local profile. */
  readonly config?: UserPoolConfigInput
  /** Keeps keys, people, refresh tokens and sign-in sessions here. Default: in memory only. */
  readonly dataDir?: string
  /** Default 0: a free one. */
  readonly issuerPort?: number
  readonly domainPort?: number
  /** Opens the control port here, 0 for a free port. Default: it stays closed. */
  readonly controlPort?: number
  /** Milliseconds since 1970. Default: the real time. */
  readonly now?: () => number
  /** Saves making keys (some 100 ms) in every test: make them once with `createUserPoolKeys()`. */
  readonly keys?: UserPoolKeys
  /** A pre token generation trigger, written as for Lambda. */
  readonly preToken?: PreTokenHandler
  /** Hears what happens, one sentence each; never a secret. Default: silence. */
  readonly log?: (sentence: string) => void
}

/** A pool at work. */
export interface RunningUserPool extends TokenMint {
  /** `http://127.0.0.1:{port}/{poolId}`, without trailing slash. */
  readonly issuer: string
  /** `http://127.0.0.1:{port}`, without trailing slash; the issuer where the pool has no domain. */
  readonly domain: string
  /** `http://127.0.0.1:{port}` of the control port, where it is on. */
  readonly control: string | undefined
  /** Makes the pool misbehave. */
  readonly faults: Faults
  /** Moves the pool's time. */
  readonly clock: Clock
  /** What Cognito would have mailed in this run, newest first. */
  mails(): readonly Mail[]
  /** Signs with new keys from now on; the old ones stay in the key set. */
  rotateKeys(): Promise<void>
  /** Takes all but the newest keys out of the key set. */
  withdrawOldKeys(): void
  close(): Promise<void>
}

/**
 * Starts a user pool on loopback.
 * @throws ConfigError when Cognito would refuse the config
 * @throws StartError when an option makes no sense, a port is in use, the data folder cannot be written, or NODE_ENV is `production`
 */
export async function startUserPool(options: UserPoolOptions = {}): Promise<RunningUserPool> {
  refuseProduction(process.env.NODE_ENV)
  checkOptions(options)
  const config = readConfig(options.config ?? localProfile())
  const folder = openDataFolder(options.dataDir)
  try {
    return await startInFolder(folder, config, options)
  } catch (error) {
    folder.close()
    throw error
  }
}

async function startInFolder(
  folder: DataFolder,
  config: UserPoolConfig,
  options: UserPoolOptions,
): Promise<RunningUserPool> {
  const clock = createClock(options.now ?? Date.now)
  const now = clock.now
  const log = createLog(options.log ?? (() => {}))
  const journal = openJournal(folder.journalFile, now)

  // What may be damaged comes before the first port: one left open would keep the process alive.
  const state = {
    keys: createKeyRing(options.keys ?? (await folder.readKeys()), folder.writeKeys),
    people: createPeople(config, journal, now),
    passwords: createPasswords(config, journal),
    verificationCodes: createVerificationCodes(journal, now),
    sessions: createSignInSessions(journal, now),
    families: createTokenFamilies(journal, now),
  }
  journal.begin()
  const { issuerServer, domainServer, controlServer } = await listenOnAll(config, options).catch((error) => {
    journal.close()
    throw error
  })

  const issuer = `${issuerServer.origin}/${config.poolId}`
  const pool: Pool = {
    config,
    issuer,
    // Without a domain its endpoints are named under the issuer, where none of them works.
    domain: domainServer?.origin ?? issuer,
    now,
    log,
    ...state,
    mailbox: createMailbox(now, log),
    formTokens: createFormTokens(domainServer?.origin ?? issuer, now),
    codes: createAuthorizationCodes(now),
    providerCodes: createProviderCodes(now),
    faults: createFaults(),
    preToken: options.preToken,
  }
  issuerServer.handle(createIssuerApp(pool))
  domainServer?.handle(createDomainApp(pool))
  controlServer?.handle(createControlApp(pool, clock))

  return {
    issuer: pool.issuer,
    domain: pool.domain,
    control: controlServer?.origin,
    faults: pool.faults,
    clock,
    mails: pool.mailbox.mails,
    rotateKeys: pool.keys.rotate,
    withdrawOldKeys: pool.keys.withdrawOld,
    ...createTokenMint(pool),
    async close() {
      await Promise.all([issuerServer.close(), domainServer?.close(), controlServer?.close()])
      journal.close()
      folder.close()
    },
  }
}

function refuseProduction(environment: string | undefined): void {
  if (environment !== 'production') return
  throw new StartError(
    'Cannot start a local user pool with NODE_ENV=production: it is for development and tests only',
  )
}

async function listenOnAll(
  { hasDomain }: UserPoolConfig,
  { issuerPort = 0, domainPort = 0, controlPort }: UserPoolOptions,
) {
  const opened: LoopbackServer[] = []
  async function open(port: number): Promise<LoopbackServer> {
    const server = await listenOnLoopback(port)
    opened.push(server)
    return server
  }

  try {
    return {
      issuerServer: await open(issuerPort),
      domainServer: hasDomain ? await open(domainPort) : undefined,
      controlServer: controlPort === undefined ? undefined : await open(controlPort),
    }
  } catch (error) {
    await Promise.all(opened.map((server) => server.close()))
    throw error
  }
}
