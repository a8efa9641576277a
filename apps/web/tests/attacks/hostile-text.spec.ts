import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'

// Two editions of the Big List of Naughty Strings; each has some that the other lacks.
const read = createRequire(import.meta.url)
const edition: readonly string[] = read('big-list-of-naughty-strings/blns.json')
const laterEdition: Readonly<Record<string, readonly string[]>> = read('naughty-strings/mapped_strings.json')
const naughtyStrings = new Set([
  ...edition,
  ...Object.values(laterEdition).flatMap((strings) =>
    strings.map((text) => Buffer.from(text, 'base64').toString()),
  ),
])

const scriptVectors = [
  '<script>window.hacked=1</script>',
  '<img src=x onerror="window.hacked=1">',
  '<svg onload="window.hacked=1">',
  '<iframe srcdoc="<script>parent.hacked=1</script>">',
  '<a href="javascript:window.hacked=1">click</a>',
  '"><script>window.hacked=1</script>',
  "'-(window.hacked=1)-'",
  `\${window.hacked=1}`,
  '{{constructor.constructor("window.hacked=1")()}}',
  'javascript:window.hacked=1',
  '<math><mtext><style><img src=x onerror=window.hacked=1>',
  '</title><script>window.hacked=1</script>',
  '\u202egnp.exe',
  '<template><script>window.hacked=1</script></template>',
]
const texts = [...scriptVectors, ...[...naughtyStrings].filter((text) => text.trim() !== '')]

describeInBrowser('hostile text', () => {
  const stage = setStage()

  it('F-08 · X-14 · from the API is text, and nothing of it runs', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    page.on(
      'dialog',
      (dialog) => void dialog.accept().then(() => page.evaluate(() => Reflect.set(window, 'hacked', 1))),
    )
    const now = new Date().toISOString()
    await page.route(new RegExp(`^${stage.world.apiUrl}/notes(\\?.*)?$`), (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': stage.world.webUrl },
        json: {
          items: texts.map((text, index) => ({
            id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
            title: text,
            text,
            tags: [text.slice(0, 40)],
            archived: false,
            version: 1,
            createdAt: now,
            updatedAt: now,
          })),
          nextCursor: null,
        },
      }),
    )
    await page.goto(`${stage.world.webUrl}/notes`)
    await page
      .getByRole('article')
      .nth(texts.length - 1)
      .waitFor()

    expect(texts.length).toBeGreaterThan(515)
    const titles = await page.getByRole('article').getByRole('heading').allTextContents()
    expect(titles).toEqual(texts)
    expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
    expect(await page.locator('article :is(script, iframe, img, svg, a, style, math)').count()).toBe(0)
  })

  it('X-14 · X-45 · from the claims is text, isolated and at most 64 characters long', async () => {
    for (const name of ['\u202eadmin <b>', `<img src=x onerror="window.hacked=1"> ${'x'.repeat(300)}`]) {
      stage.world.pool.faults.set({ idToken: { set: { name } } })
      const { page } = await stage.arriveSignedIn({ path: '/' })
      await page.getByRole('button', { name: /^Account menu/ }).click()

      const shown = page.locator('#account-menu bdi').first()
      const text = (await shown.textContent()) ?? ''
      expect([...text].length).toBeLessThanOrEqual(64)
      expect(text.slice(0, 10)).toBe(name.slice(0, 10))
      expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
    }
  })

  it('X-14 · in the address is neither shown nor run', async () => {
    const { page } = await stage.arrive()
    for (const text of scriptVectors) {
      await page.goto(
        `${stage.world.webUrl}/${encodeURIComponent(text.replaceAll('.', ''))}?q=${encodeURIComponent(text)}#${encodeURIComponent(text)}`,
      )
      await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor()
      expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
      expect(await page.locator('body').textContent()).not.toContain(text)
    }
  })

  it('X-17 · that would pollute prototypes changes nobody’s rights', async () => {
    const pollution: Readonly<Record<string, unknown>> = JSON.parse(
      '{"__proto__":{"isAdmin":true,"cognito:groups":["admins"]},"constructor":{"prototype":{"isAdmin":true}}}',
    )
    // In the claims alone: a token response with such members is refused whole (C-07).
    stage.world.pool.faults.set({ idToken: { set: pollution } })
    const { page } = await stage.arriveSignedIn({
      path: '/account?__proto__[isAdmin]=1&constructor.prototype.isAdmin=1',
    })

    expect(await page.evaluate(() => Reflect.get({}, 'isAdmin'))).toBeUndefined()
    expect(await page.evaluate(() => Reflect.get({}, 'cognito:groups'))).toBeUndefined()
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0)
  })

  it('X-17 · twin: the right of an administrator is seen', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account', email: 'admin@example.com' })

    await page.getByRole('link', { name: 'People' }).waitFor()
  })
})
