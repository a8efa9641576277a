import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl, decode, readJson, redeem } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertDomainError, localOf, toTokens, userInfo } from '../steps.ts'
import type { Target } from '../target.ts'

export const providerChecks = section('Identity providers', [
  [
    'documented',
    'local',
    '`identity_provider` leads past `/login`, and over `/oauth2/idpresponse` back to the app with code and state',
    async (target) => {
      const browser = new Browser()
      const provider = await toProvider(target, browser, 'Google')
      assert.notEqual(provider.pathname, '/login')
      const response = await prove(browser, provider, 'gina@example.com')
      assert.equal(response.pathname, '/oauth2/idpresponse')
      const back = await browser.redirectOf(response)
      assert(back.href.startsWith(target.web.callbackUrl) && back.searchParams.has('code'))
      assert.equal(back.searchParams.get('state'), 'the-state')
    },
  ],
  [
    'documented',
    'local',
    '`prompt=none` does not lead to it: with nobody signed in it goes back as `login_required`',
    async (target) => {
      const parameters = { identity_provider: 'Google', prompt: 'none' }
      const back = await new Browser().redirectOf(authorizeUrl(target.domain, target.web, parameters))
      assert.equal(back.searchParams.get('error'), 'login_required')
    },
  ],
  [
    'documented',
    'local',
    'The ID token names the provider in `identities`, an array whose values are strings',
    async (target) => {
      const { id } = await signInWith(target, 'Google', 'gina@example.com')
      const [identity] = Array.isArray(decode(id).identities) ? Object(decode(id)).identities : []
      assert.deepEqual(
        { ...identity, userId: typeof identity.userId, dateCreated: typeof identity.dateCreated },
        {
          userId: 'string',
          providerName: 'Google',
          providerType: 'Google',
          issuer: null,
          primary: 'true',
          dateCreated: 'string',
        },
      )
    },
  ],
  [
    'observed',
    'local',
    'The username begins with the provider, and the person is in the group of the provider',
    async (target) => {
      const { access } = await signInWith(target, 'Acme', 'gina@example.com')
      const claims = decode(access)
      assert.match(String(claims.username), /^Acme_/)
      assert.deepEqual(claims['cognito:groups'], ['us-east-1_Lifeguard_Acme'])
    },
  ],
  [
    'documented',
    'local',
    'Somebody who comes again is the same person; from another provider it is another one',
    async (target) => {
      const subjectOf = async (provider: string) =>
        decode((await signInWith(target, provider, 'gina@example.com')).access).sub
      const first = await subjectOf('Google')
      assert.equal(await subjectOf('Google'), first)
      assert.notEqual(await subjectOf('Acme'), first)
    },
  ],
  [
    'assumed',
    'local',
    'In userInfo `identities` is a string, as every attribute is',
    async (target) => {
      const { access } = await signInWith(target, 'Google', 'gina@example.com')
      const { identities } = await readJson(await userInfo(target, access))
      assert.equal(typeof identities, 'string')
    },
  ],
  [
    'assumed',
    'local',
    'A code of the provider is good once, and leads nowhere but to a registered callback URL',
    async (target) => {
      const browser = new Browser()
      const response = await prove(browser, await toProvider(target, browser, 'Google'), 'gina@example.com')
      const elsewhere = new URL(response)
      const state = Buffer.from(response.searchParams.get('state') ?? '', 'base64url').toString()
      const evil = state.replace(encodeURIComponent(target.web.callbackUrl), 'https%3A%2F%2Fevil.example')
      assert.notEqual(evil, state)
      elsewhere.searchParams.set('state', Buffer.from(evil).toString('base64url'))
      assertDomainError(target, await browser.redirectOf(elsewhere), 'redirect_mismatch')
      assert((await browser.redirectOf(response)).searchParams.has('code'))
      assertDomainError(target, await browser.redirectOf(response), 'invalid_request')
    },
  ],
  [
    'assumed',
    'local',
    'It is good for a minute',
    async (target) => {
      const { clock } = localOf(target).pool
      const browser = new Browser()
      const provider = await toProvider(target, browser, 'Google')
      const early = await prove(browser, provider, 'gina@example.com')
      clock.advance(59_999)
      const inTime = await browser.redirectOf(early)
      const stale = await prove(browser, provider, 'gina@example.com')
      clock.advance(60_000)
      const late = await browser.redirectOf(stale)
      clock.setOffset(0)
      assert(inTime.searchParams.has('code'))
      assertDomainError(target, late, 'invalid_request')
    },
  ],
])

async function toProvider(target: Target, browser: Browser, provider: string): Promise<URL> {
  assert(localOf(target))
  return await browser.redirectOf(authorizeUrl(target.domain, target.web, { identity_provider: provider }))
}

/** Says at the provider who one is; where that leads. */
async function prove(browser: Browser, provider: URL, email: string): Promise<URL> {
  const answer = await browser.submit(provider, { email })
  return new URL(answer.headers.get('location') ?? '', provider)
}

async function signInWith(target: Target, provider: string, email: string) {
  const browser = new Browser()
  const response = await prove(browser, await toProvider(target, browser, provider), email)
  const code = (await browser.redirectOf(response)).searchParams.get('code') ?? ''
  return await toTokens(await redeem(target.domain, target.web, code))
}
