import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertDomainError, refresh, signIn, toTokens } from '../steps.ts'
import type { Target } from '../target.ts'

function signOutUrl(target: Target, parameters: Record<string, string>): URL {
  const url = new URL(`${target.domain}/logout`)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}

const wellFormed = ({ web }: Target) => ({ client_id: web.clientId, logout_uri: web.signOutUrl })

export const signOutChecks = section('Signing out: `/logout`', [
  [
    'documented',
    'client',
    'With `client_id` and a registered `logout_uri` it leads there, and nothing is added',
    async (target) => {
      const url = signOutUrl(target, { ...wellFormed(target), state: 'a state' })
      assert.equal((await new Browser().redirectOf(url)).href, target.web.signOutUrl)
    },
  ],
  [
    'documented',
    'person',
    'It ends the session of the browser',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      await browser.request(signOutUrl(target, wellFormed(target)))
      assert(!browser.cookies.has('cognito'))
      const next = await browser.redirectOf(authorizeUrl(target.domain, target.web))
      assert.equal(next.pathname, '/login')
    },
  ],
  [
    'documented',
    'person',
    'The session is dead at the pool, too: the old cookie opens nothing',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      const kept = new Map(browser.cookies)
      await browser.request(signOutUrl(target, wellFormed(target)))
      const thief = new Browser()
      for (const [name, value] of kept) thief.cookies.set(name, value)
      const next = await thief.redirectOf(authorizeUrl(target.domain, target.web))
      assert.equal(next.pathname, '/login')
    },
  ],
  [
    'observed',
    'person',
    'It revokes no token',
    async (target) => {
      const browser = new Browser()
      const { refresh: refreshToken } = await signIn(target, { browser })
      await browser.request(signOutUrl(target, wellFormed(target)))
      await toTokens(await refresh(target, refreshToken))
    },
  ],
  [
    'documented',
    'client',
    'With `redirect_uri` and `response_type` it leads to `/login`',
    async (target) => {
      const url = authorizeUrl(target.domain, target.web)
      url.pathname = '/logout'
      const browser = new Browser()
      if (target.person !== undefined) await signIn(target, { browser })
      const next = await browser.redirectOf(url)
      assert(!browser.cookies.has('cognito'))
      assert.equal(next.pathname, '/login')
      assert.equal(next.searchParams.get('redirect_uri'), target.web.callbackUrl)
    },
  ],
  [
    'documented',
    'client',
    'Of both URIs `logout_uri` wins',
    async (target) => {
      const url = authorizeUrl(target.domain, target.web)
      url.pathname = '/logout'
      url.searchParams.set('logout_uri', target.web.signOutUrl)
      assert.equal((await new Browser().redirectOf(url)).href, target.web.signOutUrl)
    },
  ],
  [
    'observed',
    'client',
    'An unregistered `logout_uri` counts as absent and is never followed',
    async (target) => {
      for (const logout_uri of ['https://evil.example/', `${target.web.signOutUrl}x`, '//evil.example']) {
        const url = signOutUrl(target, { ...wellFormed(target), logout_uri })
        assertDomainError(target, await new Browser().redirectOf(url), 'Required parameters missing')
      }
    },
  ],
  [
    'observed',
    'client',
    'The parameters of OpenID Connect are not understood',
    async (target) => {
      const url = signOutUrl(target, {
        client_id: target.web.clientId,
        post_logout_redirect_uri: target.web.signOutUrl,
        id_token_hint: 'a.b.c',
      })
      assertDomainError(target, await new Browser().redirectOf(url), 'Required parameters missing')
    },
  ],
  [
    'assumed',
    'local',
    '`client_id` or `logout_uri` that comes twice is refused on the domain, and signs nobody out',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      for (const [name, value] of Object.entries(wellFormed(target))) {
        const url = signOutUrl(target, wellFormed(target))
        url.searchParams.append(name, value)
        assertDomainError(target, await browser.redirectOf(url), 'invalid_request')
      }
      assert(browser.cookies.has('cognito'))
    },
  ],
  [
    'observed',
    'client',
    'Without `client_id` it does not sign out, nor leave the domain',
    async (target) => {
      const url = signOutUrl(target, { logout_uri: target.web.signOutUrl })
      const response = await fetch(url, { redirect: 'manual' })
      const next = new URL(response.headers.get('location') ?? '/', target.domain)
      assert.equal(next.origin, target.domain)
    },
  ],
])
