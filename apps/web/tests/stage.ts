import { findBrowser, findWholeBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { findLeaks, findStrays } from './leaks.ts'
import { newVisitor, signInAtPool, type Visitor } from './visitor.ts'
import { clientId, startWorld, type World, type WorldOptions } from './world.ts'

const browserPath = await findBrowser()
const wholeBrowserPath = findWholeBrowser()
if (browserPath === undefined) console.warn(missingBrowser)

/** `describe`, skipped on a machine without a browser. */
export const describeInBrowser = describe.skipIf(browserPath === undefined)

/** The same for tests whose stage keeps pages in the cache. */
export const describeInWholeBrowser = describe.skipIf(wholeBrowserPath === undefined)

/** A world and a browser for the tests of one `describe`. */
export interface Stage {
  readonly world: World
  /** Somebody new, who has opened nothing yet. */
  arrive(options?: BrowserContextOptions): Promise<Visitor>
  /**
   * Somebody with a session from before who looks at `path`: the app restores it. The pool knows no cookie of theirs, and
   * none of the requests so far is counted.
   */
  arriveSignedIn(arrival?: Arrival): Promise<Visitor>
  /** Somebody who has just signed in on the pool's page and looks at `path`. */
  arriveThroughPool(arrival?: Arrival): Promise<Visitor>
}

interface Arrival {
  readonly path?: string
  readonly email?: string
  readonly context?: BrowserContextOptions
}

/**
 * Sets a stage up and takes it down again. After each test everybody leaves and the pool is well again; the test fails
 * if a visitor met trouble that it did not excuse, if a request went where none must go, or if a secret turned up
 * where it must not.
 */
export function setStage(options: WorldOptions & { keepPagesInCache?: boolean } = {}): Stage {
  let browser: Browser
  let world: World
  const visitors: Visitor[] = []

  beforeAll(async () => {
    const path = options.keepPagesInCache ? wholeBrowserPath : browserPath
    ;[browser, world] = await Promise.all([launchBrowser(path ?? '', options), startWorld(options)])
  })

  afterEach(async () => {
    const troubles = visitors.flatMap((visitor) => visitor.troubles)
    const strays = visitors.flatMap((visitor) => findStrays(visitor, world))
    const leaks = visitors.flatMap((visitor) => findLeaks(visitor, world.log))
    await Promise.all(visitors.splice(0).map((visitor) => visitor.leave()))
    world.pool.faults.clear()
    world.pool.clock.setOffset(0)

    expect({ troubles, strays, leaks }).toEqual({ troubles: [], strays: [], leaks: [] })
  })

  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  async function arrive(contextOptions?: BrowserContextOptions): Promise<Visitor> {
    const visitor = await newVisitor(browser, contextOptions)
    visitors.push(visitor)
    return visitor
  }

  return {
    get world() {
      return world
    },
    arrive,
    async arriveSignedIn({ path = '/notes', email = 'user@example.com', context } = {}) {
      const visitor = await arrive(context)
      const { page } = visitor
      await page.goto(`${world.webUrl}/robots.txt`)
      await keepSession(page, world, email)
      await page.goto(world.webUrl + path)
      await seesPage(page)
      visitor.forgetRequests()
      return visitor
    },
    async arriveThroughPool({ path = '/notes', email = 'user@example.com', context } = {}) {
      const visitor = await arrive(context)
      const { page } = visitor
      await page.goto(world.webUrl + path)
      if (path === '/') await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
      await signInAtPool(page, world, email)
      await seesPage(page)
      return visitor
    },
  }
}

async function seesPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account menu/ }).waitFor()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** Puts a session where the app keeps it between two page loads. */
async function keepSession(page: Page, { pool }: World, email: string): Promise<void> {
  const { accessToken, refreshToken } = await pool.tokensFor(email, { clientId })
  const { sub, scope } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
  const kept = {
    issuer: pool.issuer,
    session: 'from-before',
    generation: 1,
    subject: sub,
    scope,
    refreshToken,
  }
  await page.evaluate(([key, value]) => sessionStorage.setItem(key, value), [
    `lifeguard.${clientId}.session`,
    JSON.stringify(kept),
  ] as const)
}
