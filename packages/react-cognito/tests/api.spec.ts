import type { RequestListener } from 'node:http'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectStatus } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn, signInAs } from './visitor.ts'

const stage = setStage({ client: { refreshTokenRotation: { graceSeconds: 0 } } })

type Response = Parameters<RequestListener>[1]

function refuse(response: Response, error: string): void {
  response.writeHead(401, { 'www-authenticate': `Bearer realm="api", error="${error}", max_age="300"` }).end()
}

function claimsOf(authorization: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(authorization?.split('.')[1] ?? '', 'base64url').toString() || '{}')
}

async function call(page: Page, path: string, init: { method?: string } = {}): Promise<number | string> {
  return page.evaluate(
    ([path, init]) =>
      window.apiFetch(path, init).then(
        ({ status }) => status,
        (error: Error) => error.name,
      ),
    [path, init] as const,
  )
}

describe('calls of the API', () => {
  it('make one token request when twenty are refused at once, and all succeed', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    const refused = await page.evaluate(async () => {
      const state = window.session.current()
      return state.status === 'signed-in' ? state.getAccessToken() : ''
    })
    stage.answerApi((request, response) => {
      if (request.headers.authorization === `Bearer ${refused}`) refuse(response, 'invalid_token')
      else response.end('{}')
    })

    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => call(page, `/notes/${index}`)),
    )

    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
  })

  it('X-29: end the session when the API refuses every token, without a loop', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    let calls = 0
    stage.answerApi((_request, response) => {
      calls += 1
      refuse(response, 'invalid_token')
    })

    expect(await call(page, '/notes')).toBe('SessionEndedError')

    await expectStatus(page, 'ended refused')
    expect(calls).toBe(2)
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
    expect(visitor.requests.filter((each) => each.url().includes('/oauth2/authorize'))).toHaveLength(1)
  })

  it('keep the session when the API refuses the caller or is away', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    for (const status of [403, 404, 500, 503]) {
      stage.answerApi((_request, response) => response.writeHead(status, { 'retry-after': '60' }).end())
      expect(await call(page, '/notes')).toBe(status)
    }

    await expectStatus(page, 'signed-in')
    expect(visitor.tokenRequests()).toHaveLength(1)
  })

  it('have the person sign in again for a sensitive action, come back, and carry it out', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor, '/private?a=b')
    const startedAt = await page.evaluate(() => {
      const state = window.session.current()
      return state.status === 'signed-in' ? state.claims.auth_time : 0
    })
    const done: string[] = []
    stage.answerApi((request, response) => {
      if (Number(claimsOf(request.headers.authorization).auth_time) <= startedAt) {
        return refuse(response, 'insufficient_user_authentication')
      }
      done.push(`${request.method} ${request.url}`)
      response.end('{}')
    })
    // The next sign-in must fall into a later second than the first.
    await expect.poll(() => Date.now() / 1000, { timeout: 10_000 }).toBeGreaterThan(startedAt + 1)

    void call(page, '/me', { method: 'DELETE' }).catch(() => undefined)
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')
    const outcome = await page.evaluate(async () => (await window.apiFetch.carryOut())?.response.status)

    expect(outcome).toBe(200)
    expect(done).toEqual(['DELETE /api/me'])
    expect(page.url()).toBe(`${stage.origin}/private?a=b`)
    expect(await page.evaluate(() => window.apiFetch.carryOut())).toBeNull()
  })

  it('carry nothing out after the person went back', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    stage.answerApi((_request, response) => refuse(response, 'insufficient_user_authentication'))
    void call(page, '/me', { method: 'DELETE' }).catch(() => undefined)
    await page.getByLabel(/password/i).waitFor()
    const { searchParams } = new URL(page.url())
    await page.goto(`${stage.origin}/callback?error=access_denied&state=${searchParams.get('state')}`)

    await expectStatus(page, 'signed-in')
    expect(await page.evaluate(() => window.apiFetch.carryOut())).toBeNull()
  })

  it('C-16: send the access token to the API and the refresh token to the token endpoint, and nowhere else', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    stage.answerApi((_request, response) => response.end('{}'))
    await call(page, '/notes')
    await page.reload()
    await expectStatus(page, 'signed-in')

    const withToken = visitor.requests.filter((each) => each.headers().authorization !== undefined)
    expect(new Set(withToken.map((each) => new URL(each.url()).pathname))).toEqual(new Set(['/api/notes']))
    const refreshing = visitor.requests.filter((each) => each.postData()?.includes('refresh_token'))
    expect(new Set(refreshing.map((each) => each.url()))).toEqual(
      new Set([`${stage.pool.domain}/oauth2/token`]),
    )
  })
})
