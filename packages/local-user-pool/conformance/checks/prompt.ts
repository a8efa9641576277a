import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { askToSignIn, callbackError, personOf, signIn } from '../steps.ts'

export const promptChecks = section('Who is asked, and how: `prompt` and its neighbours', [
  [
    'documented',
    'client',
    '`prompt=none` with nobody signed in goes back as `login_required`, with the state',
    async (target) => {
      const back = await askToSignIn(target, { prompt: 'none' })
      assert.equal(callbackError(target, back), 'login_required')
      assert.equal(back.searchParams.get('state'), 'the-state')
    },
  ],
  [
    'documented',
    'person',
    '`prompt=none` goes straight back with a code when somebody is signed in',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      const back = await browser.redirectOf(authorizeUrl(target.domain, target.web, { prompt: 'none' }))
      assert.equal(callbackError(target, back), null)
      assert(back.searchParams.has('code'))
    },
  ],
  [
    'documented',
    'person',
    '`prompt=login` asks again, and the old session stays good until somebody signs in',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      const again = await browser.redirectOf(authorizeUrl(target.domain, target.web, { prompt: 'login' }))
      assert.equal(again.pathname, '/login')
      const back = await browser.redirectOf(authorizeUrl(target.domain, target.web))
      assert(back.searchParams.has('code'))
    },
  ],
  [
    'documented',
    'person',
    '`prompt=select_account` and `consent` change nothing for a user of the pool',
    async (target) => {
      const browser = new Browser()
      await signIn(target, { browser })
      for (const prompt of ['select_account', 'consent', 'select_account consent']) {
        const back = await browser.redirectOf(authorizeUrl(target.domain, target.web, { prompt }))
        assert(back.searchParams.has('code'), prompt)
      }
    },
  ],
  [
    'assumed',
    'local',
    'An unknown `prompt`, or `none` beside another, goes back as `invalid_request`',
    async (target) => {
      for (const prompt of ['create', 'none login']) {
        assert.equal(callbackError(target, await askToSignIn(target, { prompt })), 'invalid_request')
      }
    },
  ],
  [
    'documented',
    'person',
    '`login_hint` is filled in',
    async (target) => {
      const url = authorizeUrl(target.domain, target.web, { login_hint: '"><b>hint' })
      const page = await fetch(await new Browser().redirectOf(url))
      assert.match(await page.text(), /value="&quot;&gt;&lt;b&gt;hint"/)
      assert(personOf(target))
    },
  ],
  [
    'assumed',
    'local',
    'An identity provider that the pool does not have goes back as `invalid_request`; `COGNITO` is the pool itself',
    async (target) => {
      for (const name of ['identity_provider', 'idp_identifier']) {
        const back = await askToSignIn(target, { [name]: 'Facebook' })
        assert.equal(callbackError(target, back), 'invalid_request')
      }
      assert.equal((await askToSignIn(target, { identity_provider: 'COGNITO' })).pathname, '/login')
    },
  ],
  [
    'documented',
    'client',
    '`lang` chooses the language of the pages, the browser remembers it, and English is for everybody else',
    async (target) => {
      const browser = new Browser()
      const pageIn = async (lang: string | undefined) => {
        const url = await browser.redirectOf(authorizeUrl(target.domain, target.web, { lang }))
        return await (await browser.request(url)).text()
      }
      assert.match(await pageIn(undefined), /<html[^>]* lang="en/)
      assert.match(await pageIn('de'), /<html[^>]* lang="de/)
      assert.match(await pageIn(undefined), /<html[^>]* lang="de/)
      assert.match(await pageIn('xx'), /<html[^>]* lang="en/)
    },
  ],
])
