import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { expectStatus } from './in-page.ts'

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

export async function createVisitor(
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

export interface PoolCookies {
  giveTo(context: BrowserContext): Promise<void>
  takeFrom(context: BrowserContext): Promise<void>
}

export function createPoolCookies(domain: string): PoolCookies {
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

/** Up to the pool's page and no further: a sign-in is pending, and this is its request. */
export async function beginSignIn(
  visitor: Visitor,
  path = '/private',
): Promise<{ page: Page; request: URLSearchParams }> {
  const page = await visitor.open(path)
  await page.getByLabel(/password/i).waitFor()
  const authorize = visitor.requests.findLast((each) => each.url().includes('/oauth2/authorize'))
  return { page, request: new URL(authorize?.url() ?? '').searchParams }
}
