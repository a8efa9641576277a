import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl, postForm, readJson } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { askToSignIn, localOf, personOf, signIn } from '../steps.ts'

const hour = 3_600_000

export const signInChecks = section('Signing in: `/login` and the session', [
  [
    'documented',
    'person',
    'The right password leads back to the app by 302, with a code in the query and the state',
    async (target) => {
      const { username, password } = personOf(target)
      const answer = await new Browser().submit(await askToSignIn(target), { username, password })
      const back = new URL(answer.headers.get('location') ?? '')
      assert.equal(answer.status, 302)
      assert.match(back.searchParams.get('code') ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      assert.equal(back.searchParams.get('state'), 'the-state')
      assert.equal(back.hash, '')
    },
  ],
  [
    'assumed',
    'person',
    'A wrong password and an unknown name show the form again with the same sentence',
    async (target) => {
      const login = await askToSignIn(target)
      const wrong = await new Browser().submit(login, {
        username: personOf(target).username,
        password: 'wrong',
      })
      const unknown = await new Browser().submit(login, { username: 'nobody@example.com', password: 'wrong' })
      for (const answer of [wrong, unknown]) {
        assert.equal(answer.headers.get('location'), null)
        assert.match(await answer.text(), /Incorrect username or password\./)
      }
    },
  ],
  [
    'documented',
    'person',
    'The session cookie is host-only, unreadable for scripts and lax',
    async (target) => {
      const { username, password } = personOf(target)
      const answer = await new Browser().submit(await askToSignIn(target), { username, password })
      const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('cognito='))
      assert.match(cookie ?? '', /HttpOnly/)
      assert.match(cookie ?? '', /SameSite=Lax/)
      assert.match(cookie ?? '', /Path=\/(;|$)/)
      assert.doesNotMatch(cookie ?? '', /Domain/i)
    },
  ],
  [
    'documented',
    'person',
    'The session is shared by the clients of the pool',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      const back = await browser.redirectOf(authorizeUrl(target.domain, localOf(target).other))
      assert(back.searchParams.has('code'))
    },
  ],
  [
    'documented',
    'local',
    'It lasts one hour from the sign-in; going through it silently does not prolong it',
    async (target) => {
      const { clock } = localOf(target).pool
      const browser = new Browser()
      const url = authorizeUrl(target.domain, target.web)
      await signIn(target, { browser })
      clock.advance(hour - 60_000)
      const early = await browser.redirectOf(url)
      clock.advance(60_000)
      const late = await browser.redirectOf(url)
      clock.setOffset(0)
      assert(early.searchParams.has('code'))
      assert.equal(late.pathname, '/login')
    },
  ],
  [
    'documented',
    'person',
    'A new sign-in takes the place of the old session',
    async (target) => {
      const [browser, former] = [new Browser(), new Browser()]
      await signIn(target, { browser })
      for (const [name, value] of browser.cookies) former.cookies.set(name, value)
      const url = authorizeUrl(target.domain, target.web)
      assert((await former.redirectOf(url)).searchParams.has('code'))
      await signIn(target, { browser, parameters: { prompt: 'login' } })
      assert.equal((await former.redirectOf(url)).pathname, '/login')
    },
  ],
  [
    'assumed',
    'local',
    'A frame does not see the session',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      const url = authorizeUrl(target.domain, target.web, { prompt: 'none' })
      const from = async (destination: string) =>
        await browser.redirectOf(url, { headers: { 'sec-fetch-dest': destination } })
      for (const frame of ['iframe', 'frame', 'embed', 'object', 'fencedframe']) {
        assert.equal((await from(frame)).searchParams.get('error'), 'login_required')
      }
      assert((await from('document')).searchParams.has('code'))
    },
  ],
  [
    'documented',
    'local',
    'A form that is open for more than five minutes ends on an error page',
    async (target) => {
      const { clock } = localOf(target).pool
      const { username, password } = personOf(target)
      const browser = new Browser()
      const login = await askToSignIn(target)
      const token =
        /name="_csrf" value="([^"]+)"/.exec(await (await browser.request(login)).text())?.[1] ?? ''
      clock.advance(301_000)
      const body = new URLSearchParams({ _csrf: token, username, password })
      const answer = await browser.request(login, { method: 'POST', body })
      clock.setOffset(0)
      assert.equal(answer.status, 403)
      assert.match(await answer.text(), /Something went wrong/)
    },
  ],
  [
    'documented',
    'person',
    'A form without the token of its page, or from another browser or site, is refused',
    async (target) => {
      const { username, password } = personOf(target)
      const login = (await askToSignIn(target)).href
      const browser = new Browser()
      const token =
        /name="_csrf" value="([^"]+)"/.exec(await (await browser.request(login)).text())?.[1] ?? ''
      const missing = await postForm(login, { username, password })
      const other = new Browser()
      await other.request(login)
      const elsewhere = await other.request(login, {
        method: 'POST',
        body: new URLSearchParams({ _csrf: token, username, password }),
      })
      const foreign = await browser.request(login, {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
        body: new URLSearchParams({ _csrf: token, username, password }),
      })
      for (const answer of [missing, elsewhere, foreign]) assert.equal(answer.headers.get('location'), null)
    },
  ],
  [
    'assumed',
    'local',
    'Two tabs of a browser may have the form open beside each other',
    async (target) => {
      const { username, password } = personOf(target)
      const browser = new Browser()
      const login = await askToSignIn(target)
      const token =
        /name="_csrf" value="([^"]+)"/.exec(await (await browser.request(login)).text())?.[1] ?? ''
      await browser.request(login)
      const body = new URLSearchParams({ _csrf: token, username, password })
      assert.equal((await browser.request(login, { method: 'POST', body })).status, 302)
    },
  ],
  [
    'observed',
    'client',
    'The page may not be framed',
    async (target) => {
      const page = await fetch(await askToSignIn(target))
      assert.equal(page.headers.get('x-frame-options'), 'DENY')
    },
  ],
  [
    'assumed',
    'local',
    'The page runs no script and loads nothing from elsewhere',
    async (target) => {
      const page = await fetch(await askToSignIn(target))
      const policy = page.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'none'/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /script-src|unsafe-inline/)
      assert.doesNotMatch(await page.text(), /<script/)
    },
  ],
  [
    'documented',
    'local',
    'A machine answer of an endpoint is JSON with a request id',
    async (target) => {
      const response = await postForm(`${target.domain}/oauth2/token`, {})
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
      assert(response.headers.has('x-amz-cognito-request-id'))
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
      assert.match(response.headers.get('cache-control') ?? '', /no-store/)
      assert.equal(response.headers.get('x-powered-by'), null)
      assert('error' in (await readJson(response)))
    },
  ],
])
