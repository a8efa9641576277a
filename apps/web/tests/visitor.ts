import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import type { World } from './world.ts'

/** Somebody with a browser of their own: cookies and storage are not shared with other visitors. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Every request of any of the pages, oldest first. */
  readonly requests: readonly Request[]
  /** The same, whatever was forgotten. */
  readonly everyRequest: readonly Request[]
  /** Begins the list of requests anew. */
  forgetRequests(): void
  /** What the pages wrote to the console. */
  readonly console: readonly string[]
  /** Everything that must not happen while people use the app: policy violations, console errors, uncaught errors. */
  readonly troubles: readonly string[]
  /** The same, with what was excused. */
  readonly everyTrouble: readonly string[]
  /** Troubles that match are what the test is about. */
  excuse(pattern: RegExp): void
  leave(): Promise<void>
}

/** Opens a browser window that writes down every trouble on any of its pages. */
export async function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const requests: Request[] = []
  const everyRequest: Request[] = []
  const consoleLines: string[] = []
  const troubles: string[] = []
  const excuses: RegExp[] = []
  await context.exposeFunction('reportTrouble', (trouble: string) => troubles.push(trouble))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      const report: unknown = Reflect.get(window, 'reportTrouble')
      if (typeof report === 'function') report(`${effectiveDirective} blocked ${blockedURI} ${sample}`)
    })
  })
  context.on('request', (request) => {
    requests.push(request)
    everyRequest.push(request)
  })
  context.on('console', (message) => {
    consoleLines.push(message.text())
    if (message.type() === 'error') troubles.push(`console: ${message.text()} ${message.location().url}`)
  })
  context.on('weberror', (error) => troubles.push(`uncaught: ${error.error().message}`))

  return {
    page: await context.newPage(),
    context,
    requests,
    everyRequest,
    forgetRequests: () => void requests.splice(0),
    console: consoleLines,
    everyTrouble: troubles,
    get troubles() {
      return troubles.filter((trouble) => excuses.every((excuse) => !excuse.test(trouble)))
    },
    excuse: (pattern) => void excuses.push(pattern),
    leave: () => context.close(),
  }
}

/** Fills in the pool's sign-in page, which must be showing. */
export async function signInAtPool(page: Page, world: World, email: string): Promise<void> {
  await page.waitForURL((url) => url.origin === world.pool.domain)
  await page.getByLabel(/e-?mail|user ?name/i).fill(email)
  await page.getByLabel(/^password/i).fill('Passw0rd!')
  await page.getByRole('button', { name: /sign in/i }).click()
}

/** Token requests so far, or those of one grant. */
export function tokenRequests(visitor: Visitor, grant = ''): readonly Request[] {
  return requestsTo(visitor, '/oauth2/token').filter((request) =>
    request.postData()?.includes(`grant_type=${grant}`),
  )
}

/** Requests so far with this method, if one is given, and this path. */
export function requestsTo(visitor: Visitor, path: string, method?: string): readonly Request[] {
  return visitor.requests.filter(
    (request) =>
      new URL(request.url()).pathname === path && (method === undefined || request.method() === method),
  )
}
