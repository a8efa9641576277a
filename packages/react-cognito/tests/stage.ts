import {
  createUserPoolKeys,
  localProfile,
  type RunningUserPool,
  startUserPool,
} from '@lifeguard/local-user-pool'
import type { SessionSettings } from '@lifeguard/react-cognito'
import { findBrowser, findWholeBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
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

/** Somebody's browser profile. */
export interface Visitor {
  readonly context: BrowserContext
  /** Every request, oldest first. */
  readonly requests: Request[]
  /** What the pages wrote to the console, and errors nobody caught. */
  readonly console: string[]
  /** Opens a tab; resolves when the app has decided who is signed in, or left for the pool. */
  open(path: string): Promise<Page>
  /** Token requests so far, by their grant. */
  tokenRequests(grant?: 'authorization_code' | 'refresh_token'): Request[]
  /** What the pool keeps in browsers of people whom it remembers; shared by all visitors of a stage. */
  readonly poolCookies: PoolCookies
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

async function createVisitor(
  browser: Browser,
  { origin, domain, poolCookies }: { origin: string; domain: string; poolCookies: PoolCookies },
): Promise<Visitor> {
  const context = await browser.newContext()
  const requests: Request[] = []
  const consoleLines: string[] = []
  context.on('request', (request) => requests.push(request))
  context.on('console', (message) => consoleLines.push(message.text()))
  context.on('weberror', (error) => consoleLines.push(error.error().message))

  return {
    context,
    requests,
    console: consoleLines,
    async open(path) {
      const page = await context.newPage()
      await page.goto(origin + path)
      await page.waitForFunction(
        (app) => location.origin !== app || document.querySelector('#root *'),
        origin,
      )
      return page
    },
    tokenRequests: (grant) =>
      requests.filter(
        (request) =>
          request.url() === `${domain}/oauth2/token` &&
          (grant === undefined || request.postData()?.includes(`grant_type=${grant}`)),
      ),
    poolCookies,
  }
}

interface PoolCookies {
  giveTo(context: BrowserContext): Promise<void>
  takeFrom(context: BrowserContext): Promise<void>
}

function createPoolCookies(domain: string): PoolCookies {
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>> = []
  return {
    giveTo: (context) => context.addCookies(cookies),
    async takeFrom(context) {
      cookies = await context.cookies(domain)
    },
  }
}

/** Signs in on the pool's page, which must be the one shown. */
export async function signInAs(page: Page, email: string): Promise<void> {
  await page.getByLabel(/e-?mail|user ?name/i).fill(email)
  await page.getByLabel(/password/i).fill('Passw0rd!')
  await page.getByRole('button', { name: /sign in/i }).click()
}

/**
 * A tab in which somebody is signed in, on a private page that is all there. Only the first visitor of a stage types a
 * password for it: the others come with the cookies of the pool, until somebody has signed out with them.
 */
export async function openSignedIn(visitor: Visitor, path = '/private'): Promise<Page> {
  await visitor.poolCookies.giveTo(visitor.context)
  const page = await visitor.open(path)
  const password = page.getByLabel(/password/i)
  const privatePage = page.getByText('useAuth: user@example.com')
  await password.or(privatePage).first().waitFor()
  if (await password.isVisible()) await signInAs(page, 'user@example.com')
  await privatePage.waitFor()
  await expectStatus(page, 'signed-in')
  await visitor.poolCookies.takeFrom(visitor.context)
  return page
}

/** The access token of a tab, or why it has none. */
export async function accessToken(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const state = window.session.current()
    if (state.status !== 'signed-in') return state.status
    return state.getAccessToken().catch((error: Error) => error.name)
  })
}

/** Has the session of a tab replace its access token; the new one, or why there is none. */
export async function renew(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const state = window.session.current()
    if (state.status !== 'signed-in') return state.status
    const insteadOf = await state.getAccessToken().catch(() => '')
    return state.getAccessToken({ insteadOf }).catch((error: Error) => error.name)
  })
}

/** Resolves when every renewal that has begun is over: they hold one lock. */
export async function settleRenewals(page: Page): Promise<void> {
  await page.evaluate(() => navigator.locks.request('lifeguard.lifeguardweb00000000000001.renewal', () => {}))
}

/** Waits until the app says so; `signed-in on-time`, `failed cancelled`, … */
export async function expectStatus(page: Page, status: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const state = window.session?.current()
      if (!state) return false
      const detail = 'reason' in state ? state.reason : 'problem' in state ? state.problem : ''
      return `${state.status} ${detail}`.trim() === wanted
    },
    status,
    { timeout: 20_000 },
  )
}

/** Everything that the app's origin keeps, as one text. */
export async function storedTexts(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      databases,
      await caches.keys(),
      document.cookie,
    ])
  })
}
