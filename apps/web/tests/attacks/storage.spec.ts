import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { tokenRequests } from '../visitor.ts'

const key = 'lifeguard.lifeguardweb00000000000001.session'

describeInBrowser('a storage that somebody has tampered with', () => {
  const stage = setStage()

  const record = {
    session: '0mi00000-x',
    generation: 1,
    subject: 'somebody-else',
    scope: 'openid',
    refreshToken: 'made-up',
  }
  const poisons: readonly (readonly [name: string, value: (issuer: string) => string])[] = [
    ['garbage', () => '}{'],
    ['a number', () => '9e15'],
    ['null', () => 'null'],
    ['a list', () => '[[[]]]'],
    ['five megabytes', () => 'x'.repeat(5_000_000)],
    ['a record of another pool', () => JSON.stringify({ ...record, issuer: 'https://evil.example' })],
    ['a record without a token', (issuer) => JSON.stringify({ ...record, issuer, refreshToken: '' })],
    ['a record of wrong types', (issuer) => JSON.stringify({ ...record, issuer, generation: 'many' })],
    ['a record by inheritance', (issuer) => `{"__proto__":${JSON.stringify({ ...record, issuer })}}`],
  ]

  it('X-18 · counts as nobody signed in, whatever stands in it', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.goto(stage.world.webUrl)
    for (const [name, value] of poisons) {
      await store(page, value(stage.world.pool.issuer))
      await page.reload()

      await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
      expect({ name, asked: tokenRequests(visitor).length }).toEqual({ name, asked: 0 })
      expect(visitor.requests.filter((request) => request.headers().authorization)).toEqual([])
    }
  })

  it('X-18 · with a made-up refresh token ends as a session that is over, and calls no API', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/status of 400/)
    await page.goto(stage.world.webUrl)
    await store(page, JSON.stringify({ ...record, issuer: stage.world.pool.issuer }))
    await page.goto(`${stage.world.webUrl}/notes`)

    await page.getByText('Your session has ended').waitFor()
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
    expect(visitor.requests.filter((request) => request.headers().authorization)).toEqual([])
  })

  it('X-18 · that is full or disabled does not keep anybody from looking around', async () => {
    const { page } = await stage.arrive()
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Storage is disabled', 'SecurityError')
          },
        })
      }
    })
    await page.goto(stage.world.webUrl)

    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    await page.getByLabel('Language').selectOption('de')
    await page.getByRole('banner').getByRole('button', { name: 'Anmelden' }).waitFor()
  })
})

/** Puts a value where the session rests, as much of it as fits. */
async function store(page: Page, value: string): Promise<void> {
  await page.evaluate(
    ([name, text]) => {
      try {
        sessionStorage.setItem(name, text)
      } catch {
        sessionStorage.setItem(name, text.slice(0, 1_000_000))
      }
    },
    [key, value] as const,
  )
}
