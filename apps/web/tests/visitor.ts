import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { World } from './world.ts'

/** Somebody with a browser of their own: cookies and storage are not shared with other visitors. */
export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Everything that must not happen while people use the app: policy violations, console errors, uncaught errors. */
  readonly troubles: readonly string[]
  leave(): Promise<void>
}

/** Opens a browser window that writes down every trouble on any of its pages. */
export async function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const troubles: string[] = []
  await context.exposeFunction('reportTrouble', (trouble: string) => troubles.push(trouble))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      const report: unknown = Reflect.get(window, 'reportTrouble')
      if (typeof report === 'function') report(`${effectiveDirective} blocked ${blockedURI} ${sample}`)
    })
  })
  context.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => troubles.push(`uncaught: ${error.error().message}`))

  return { page: await context.newPage(), context, troubles, leave: () => context.close() }
}

/** Fills in the pool's sign-in page, which must be showing. */
export async function signInAtPool(page: Page, world: World, email: string): Promise<void> {
  await page.waitForURL((url) => url.origin === world.pool.domain)
  await page.getByLabel(/e-?mail|user ?name/i).fill(email)
  await page.getByLabel(/^password/i).fill('Passw0rd!')
  await page.getByRole('button', { name: /sign in/i }).click()
}
