import {
  createUserPoolKeys,
  localProfile,
  type RunningUserPool,
  startUserPool,
} from '@lifeguard/local-user-pool'
import type { SessionSettings } from '@lifeguard/react-cognito'
import { findBrowser, findWholeBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { createPoolCookies, createVisitor, type Visitor } from './visitor.ts'
import { startWebServer, type WebServer } from './web-server.ts'

const keys = await createUserPoolKeys()
const clientId = 'lifeguardweb00000000000001'

/** A user pool, the fixture app on its own origin, and a browser. */
export interface Stage {
  readonly origin: string
  readonly pool: RunningUserPool
  answerApi: WebServer['answerApi']
  /**
   * A browser profile of its own, with everything watched that a test may ask about.
   * @param settings added to what the fixture app is configured with
   */
  newVisitor(settings?: FixtureSettings): Promise<Visitor>
}

/** Settings of the fixture app's session that a test may choose. */
export type FixtureSettings = Pick<SessionSettings, 'store' | 'refreshTokenSeconds' | 'idleTimeoutSeconds'>

/** How this stage differs from the usual one. */
export interface StageOptions {
  readonly build?: 'production' | 'development'
  /** Changes of the app client in the pool. */
  readonly client?: Record<string, unknown>
  /** With windows, if there is one: it keeps pages alive for "Back", and cookies of third parties back. */
  readonly wholeBrowser?: boolean
  readonly now?: () => number
}

/**
 * Sets a stage up for the tests of a file, or of one `describe`, and takes it down again. After each test its visitors
 * leave, the pool is well again, and no page may have broken the content security policy.
 */
export function setStage(options: StageOptions = {}): Stage {
  let stage: Stage & { close(): Promise<void> }
  const visitors: Visitor[] = []

  beforeAll(async () => {
    stage = await openStage(options)
  })

  // Who came before the first test stays for all of them.
  beforeEach(() => void visitors.splice(0))

  afterEach(async () => {
    const leaving = visitors.splice(0)
    await Promise.all(leaving.map(({ context }) => context.close()))
    stage.pool.faults.clear()
    stage.pool.clock.setOffset(0)
    expect(leaving.flatMap(violationsOf)).toEqual([])
  })

  afterAll(() => stage?.close())

  return {
    get origin() {
      return stage.origin
    },
    get pool() {
      return stage.pool
    },
    answerApi: (answer) => stage.answerApi(answer),
    async newVisitor(settings) {
      const visitor = await stage.newVisitor(settings)
      visitors.push(visitor)
      return visitor
    },
  }
}

function violationsOf({ console }: Visitor): string[] {
  return console.filter((line) => /Content Security Policy|Trusted ?Type/i.test(line))
}

async function openStage(options: StageOptions): Promise<Stage & { close(): Promise<void> }> {
  const executable = (options.wholeBrowser ? findWholeBrowser() : undefined) ?? (await findBrowser())
  if (executable === undefined) throw new Error(missingBrowser)

  const web = await startWebServer(inject('fixtures')[options.build ?? 'production'])
  const pool = await startUserPool({
    config: profile(web, options),
    keys,
    ...(options.now && { now: options.now }),
  })
  const config = { issuer: pool.issuer, domain: pool.domain, clientId }
  web.configure(config)
  const poolCookies = createPoolCookies(pool.domain)
  const browser = await launchBrowser(executable, { keepPagesInCache: options.wholeBrowser ?? false })

  return {
    origin: web.origin,
    pool,
    answerApi: web.answerApi,
    async newVisitor(settings) {
      const visitor = await createVisitor(browser, { origin: web.origin, domain: pool.domain, poolCookies })
      if (settings) {
        const json = { ...config, ...settings }
        await visitor.context.route('**/config.json', (route) => route.fulfill({ json }))
      }
      return visitor
    },
    async close() {
      await browser.close()
      await Promise.all([pool.close(), web.close()])
    },
  }
}

function profile(web: WebServer, { client }: StageOptions): ReturnType<typeof localProfile> {
  const usual = localProfile({ webOrigin: web.origin })
  return {
    ...usual,
    clients: usual.clients.map((each) => (each.clientId === clientId ? { ...each, ...client } : each)),
  }
}
