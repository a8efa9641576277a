import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { requestsTo, tokenRequests } from '../visitor.ts'

describeInBrowser('an answer of the API', () => {
  const stage = setStage()

  it('24 · X-29 · that refuses every token leads to one renewal, one repetition, and "session ended"', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 401/)
    await answerNotes(page, { status: 401, challenge: 'Bearer error="invalid_token"' })
    visitor.forgetRequests()
    await page.getByRole('banner').getByRole('link', { name: 'Notes' }).click()

    await page.getByText('Your session has ended').waitFor()
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
    expect(requestsTo(visitor, '/notes', 'GET')).toHaveLength(2)
    expect(requestsTo(visitor, '/oauth2/authorize')).toEqual([])
    expect(page.url()).toBe(`${stage.world.webUrl}/notes`)
  })

  it('24 · that refuses one token is repeated with a new one, and nobody notices', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 401/)
    await answerNotes(page, { status: 401, challenge: 'Bearer error="invalid_token"', times: 1 })
    await page.getByRole('banner').getByRole('link', { name: 'Notes' }).click()

    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
    expect(requestsTo(visitor, '/notes', 'GET')).toHaveLength(2)
  })

  it('25 · that misses a scope says which, to whom, and leads to no sign-in', async () => {
    stage.world.pool.faults.set({ accessToken: { set: { scope: 'openid email' } } })
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 403/)
    await page.getByRole('banner').getByRole('link', { name: 'Notes' }).click()

    await page.getByText('notes/read').first().waitFor()
    expect(await page.getByRole('main').textContent()).toMatch(/Uma User|user@example\.com/)
    await page.getByRole('button', { name: 'Account menu of Uma User' }).waitFor()
    expect(requestsTo(visitor, '/oauth2/authorize')).toEqual([])
  })

  it('an outage (503) keeps the session, and is over when the API says so', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 503/)
    await answerNotes(page, { status: 503, retryAfter: '1', times: 1 })
    await page.getByRole('banner').getByRole('link', { name: 'Notes' }).click()

    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    expect(requestsTo(visitor, '/notes', 'GET')).toHaveLength(2)
    expect(tokenRequests(visitor, 'refresh_token')).toEqual([])
  })

  it('C-16 · X-38 · that redirects elsewhere takes no token along', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/ERR_FAILED|blocked|redirect/i)
    await page.route(notesUrl(), (route) =>
      route.fulfill({
        status: 307,
        headers: {
          location: 'https://evil.example/notes',
          'access-control-allow-origin': stage.world.webUrl,
        },
      }),
    )
    await page.getByRole('banner').getByRole('link', { name: 'Notes' }).click()

    await page.getByRole('button', { name: 'Try again' }).waitFor()
    expect(visitor.requests.filter((request) => request.url().includes('evil.example'))).toEqual([])
  })

  function notesUrl(): RegExp {
    return new RegExp(`^${stage.world.apiUrl}/notes(\\?.*)?$`)
  }

  /** Has the API refuse the list of notes; `times` times, or always. */
  async function answerNotes(
    page: Page,
    answer: { status: number; challenge?: string; retryAfter?: string; times?: number },
  ): Promise<void> {
    let left = answer.times ?? Number.POSITIVE_INFINITY
    await page.route(notesUrl(), async (route) => {
      if (left <= 0) return route.fallback()
      left -= 1
      await route.fulfill({
        status: answer.status,
        headers: {
          'access-control-allow-origin': stage.world.webUrl,
          'access-control-expose-headers': 'WWW-Authenticate, Retry-After',
          ...(answer.challenge && { 'www-authenticate': answer.challenge }),
          ...(answer.retryAfter && { 'retry-after': answer.retryAfter }),
        },
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'A refusal of the test', status: answer.status }),
      })
    })
  }
})
