import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { requestsTo, signInAtPool, tokenRequests, type Visitor } from '../visitor.ts'

describeInBrowser('a callback that brings no session', () => {
  const stage = setStage()

  async function openCallback(query: string): Promise<Visitor> {
    const visitor = await stage.arrive()
    await visitor.page.goto(`${stage.world.webUrl}/callback${query}`)
    return visitor
  }

  it.each(['?error=invalid_request', '?error=server_error&state=unknown'])(
    '8 · with %s says that the pool refused, under a clean URL',
    async (query) => {
      const { page } = await openCallback(query)

      await page.getByRole('heading', { level: 1, name: 'refused' }).waitFor()
      expect(page.url()).toBe(`${stage.world.webUrl}/`)
      await page.getByRole('button', { name: 'Try again' }).waitFor()
    },
  )

  it('9 · after going back at the pool says "cancelled", offers to try again, and stays on the page asked for', async () => {
    const { page } = await stage.arrive()
    stage.world.pool.faults.set({ callback: { remove: ['code'], set: { error: 'access_denied' } } })
    await page.goto(`${stage.world.webUrl}/notes?search=x`)
    await signInAtPool(page, stage.world, 'user@example.com')

    await page.getByRole('heading', { level: 1, name: 'cancelled' }).waitFor()
    expect(page.url()).toBe(`${stage.world.webUrl}/notes?search=x`)

    stage.world.pool.faults.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    expect(page.url()).toBe(`${stage.world.webUrl}/notes?search=x`)
  })

  it('10 · of an unknown sign-in says that the link has expired, and has one button', async () => {
    const visitor = await openCallback('?code=x&state=y')
    const { page } = visitor

    await page.getByRole('heading', { level: 1, name: 'expired' }).waitFor()
    expect(await page.getByRole('main').getByRole('button').count()).toBe(1)
    expect(tokenRequests(visitor)).toEqual([])
  })

  it('11 · of an unknown sign-in takes nothing from somebody who is signed in', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    await page.goto(`${stage.world.webUrl}/callback?code=x&state=y`)

    await page.getByRole('heading', { level: 1, name: 'Hello, Uma User' }).waitFor()
    expect(tokenRequests(visitor, 'authorization_code')).toHaveLength(1)
  })

  it('12 · is forgotten with the next reload', async () => {
    const { page } = await openCallback('?code=x&state=y')
    await page.getByRole('heading', { level: 1, name: 'expired' }).waitFor()
    await page.reload()

    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
  })

  it('13 · does not start another sign-in by itself', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.clock.install()
    stage.world.pool.faults.set({ callback: { remove: ['code'], set: { error: 'server_error' } } })
    await page.goto(`${stage.world.webUrl}/notes`)
    await signInAtPool(page, stage.world, 'user@example.com')
    await page.getByRole('heading', { level: 1, name: 'refused' }).waitFor()
    await page.clock.fastForward(5000)

    await page.getByRole('button', { name: 'Try again' }).waitFor()
    expect(requestsTo(visitor, '/oauth2/authorize')).toHaveLength(1)
  })

  it('14 · because the token endpoint is down says so and tries again when told to', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/status of 503/)
    stage.world.pool.faults.set({ endpoints: { token: { status: 503 } } })
    await page.goto(`${stage.world.webUrl}/notes`)
    await signInAtPool(page, stage.world, 'user@example.com')
    await page.getByRole('heading', { level: 1, name: 'could not be reached' }).waitFor()

    stage.world.pool.faults.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
  })

  it('14 · because the token endpoint hangs says so after ten seconds', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.clock.install()
    stage.world.pool.faults.set({ endpoints: { token: { mode: 'hang' } } })
    await page.goto(`${stage.world.webUrl}/notes`)
    const asked = page.waitForRequest(/oauth2\/token/)
    await signInAtPool(page, stage.world, 'user@example.com')
    await asked
    await page.clock.fastForward(10_000)

    await page.getByRole('heading', { level: 1, name: 'could not be reached' }).waitFor()
  })
})
