import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessToken, expectStatus, storedTexts } from './in-page.ts'
import { type FixtureSettings, setStage } from './stage.ts'
import { openSignedIn, signInAs, type Visitor } from './visitor.ts'

const minuteMs = 60_000

const stage = setStage()

/** A visitor whose pages live by a clock that the test sets, signed in. */
async function arrive(settings: FixtureSettings): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await stage.newVisitor(settings)
  await visitor.context.clock.install()
  return { visitor, page: await openSignedIn(visitor) }
}

/** What a tab says about the end of its session: why, and in how many seconds. */
async function announced(page: Page): Promise<string> {
  return page.evaluate(() => {
    const state = window.session.current()
    if (state.status !== 'signed-in') return JSON.stringify(state)
    if (state.ending === null) return 'nothing'
    return `${state.ending.because} in ${Math.round((state.ending.at.getTime() - Date.now()) / 1000)} s`
  })
}

/** Lets time pass at the pool and in all tabs, with every timer that falls due. */
async function pass({ context }: Visitor, minutes: number): Promise<void> {
  stage.pool.clock.advance(minutes * minuteMs)
  await context.clock.runFor(minutes * minuteMs)
}

/** The same for devices that sleep meanwhile. */
async function sleep({ context }: Visitor, minutes: number): Promise<void> {
  stage.pool.clock.advance(minutes * minuteMs)
  await context.clock.fastForward(minutes * minuteMs)
}

describe('the end of a session whose lifetime is known', () => {
  const settings = { refreshTokenSeconds: 7200 }

  it('28 · S-01: is announced five minutes before, and comes by itself, with the page kept', async () => {
    const { visitor, page } = await arrive(settings)
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    await page.getByLabel('Draft').fill('not to be lost')
    await sleep(visitor, 114)
    expect(await announced(page)).toBe('nothing')

    await pass(visitor, 2)
    expect(await announced(page)).toMatch(/^lifetime in 2[34]\d s$/)
    expect(await announced(second)).toMatch(/^lifetime in/)
    expect(await accessToken(page)).toMatch(/^eyJ/)

    await pass(visitor, 4)
    await expectStatus(page, 'ended expired')
    await expectStatus(second, 'ended expired')
    expect(await page.getByLabel('Draft').inputValue()).toBe('not to be lost')
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)
  })

  it('28: begins anew with a sign-in, for which the pool asks the password', async () => {
    const { visitor, page } = await arrive(settings)
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    await sleep(visitor, 121)
    await expectStatus(page, 'ended expired')

    await page.locator('aside').getByRole('button', { name: 'Sign in' }).click()
    await signInAs(page, 'user@example.com')

    await expectStatus(page, 'signed-in')
    await expectStatus(second, 'signed-in')
    expect(await announced(second)).toBe('nothing')
  })

  it('28: is noticed by a device that slept through it, before any token is handed out', async () => {
    const { visitor, page } = await arrive(settings)
    visitor.requests.length = 0
    await page.clock.setSystemTime(Date.now() + 121 * minuteMs)

    expect(await accessToken(page)).toBe('SessionEndedError')

    await expectStatus(page, 'ended expired')
    expect(visitor.tokenRequests()).toEqual([])
  })

  it('28: is not moved by a device whose clock is wrong', async () => {
    const visitor = await stage.newVisitor(settings)
    await visitor.context.clock.install({ time: Date.now() + 3 * 60 * minuteMs })
    const page = await openSignedIn(visitor)

    const leftMinutes = await page.evaluate(() => {
      const state = window.session.current()
      return state.status === 'signed-in' && state.endsAt && (state.endsAt.getTime() - Date.now()) / 60_000
    })
    expect(leftMinutes).toBeCloseTo(120, 0)
  })
})

describe('the end of a session that nobody uses', () => {
  const settings = { idleTimeoutSeconds: 15 * 60 }

  it('30 · S-01: is announced two minutes before, and comes in all tabs, with the refresh token revoked', async () => {
    const { visitor, page } = await arrive(settings)
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    await pass(visitor, 12.5)
    expect(await announced(page)).toBe('nothing')

    await pass(visitor, 1)
    expect(await announced(page)).toMatch(/^idle in (8|9|10)\d s$/)
    expect(await announced(second)).toMatch(/^idle in/)

    const revocation = visitor.context.waitForEvent('request', (each) =>
      each.url().endsWith('/oauth2/revoke'),
    )
    // In one leap: the request that comes now lives by the same clock, and has two seconds.
    await sleep(visitor, 2)
    await expectStatus(page, 'ended idle')
    await expectStatus(second, 'ended idle')
    expect((await (await revocation).response())?.status()).toBe(200)
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)

    await page.locator('aside').getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/password/i).waitFor()
  })

  it('30: is put off in every tab by what somebody does in one of them', async () => {
    const { visitor, page } = await arrive(settings)
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    await pass(visitor, 12)
    await second.getByLabel('Draft').press('a')

    await pass(visitor, 12)
    expect(await announced(page)).toBe('nothing')
    expect(await announced(second)).toBe('nothing')
  })

  it('30: once announced is put off by an answer only, and then in every tab', async () => {
    const { visitor, page } = await arrive(settings)
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    await pass(visitor, 13.5)
    await page.mouse.move(10, 10)
    await page.mouse.move(20, 20)
    await pass(visitor, 1)
    expect(await announced(page)).toMatch(/^idle in/)

    await page.evaluate(() => {
      const state = window.session.current()
      if (state.status === 'signed-in' && state.ending?.because === 'idle') state.ending.stay()
    })

    expect(await announced(page)).toBe('nothing')
    await expect.poll(() => announced(second)).toBe('nothing')
  })

  it('30: is not prevented by waking up, by a reload or by another tab, when it is overdue', async () => {
    const { visitor, page } = await arrive({ ...settings, store: 'local' })
    visitor.requests.length = 0
    await visitor.context.clock.setSystemTime(Date.now() + 16 * minuteMs)
    const second = await visitor.open('/private')
    await expectStatus(second, 'ended idle')
    await page.mouse.move(10, 10)
    await expectStatus(page, 'ended idle')

    expect(visitor.tokenRequests()).toEqual([])
  })

  it('30: is noticed by a device that slept through it, before any token is handed out', async () => {
    const { visitor, page } = await arrive(settings)
    await visitor.context.clock.setSystemTime(Date.now() + 14 * minuteMs)
    expect(await accessToken(page)).toMatch(/^eyJ/)
    await visitor.context.clock.setSystemTime(Date.now() + 16 * minuteMs)

    expect(await accessToken(page)).toBe('SessionEndedError')
    await expectStatus(page, 'ended idle')
  })

  it('30: does not come without the setting, and nothing is written down about anybody', async () => {
    const { visitor, page } = await arrive({})
    await sleep(visitor, 600)
    await page.mouse.move(10, 10)

    expect(await announced(page)).toBe('nothing')
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  })
})
