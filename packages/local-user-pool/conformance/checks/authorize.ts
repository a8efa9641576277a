import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl, decode } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { askToSignIn, assertDomainError, callbackError, localOf, signIn } from '../steps.ts'

export const authorizeChecks = section('Asking to sign in: `/oauth2/authorize`', [
  [
    'documented',
    'client',
    'Leads to `/login` with the same parameters when nobody is signed in',
    async (target) => {
      const url = authorizeUrl(target.domain, target.web, { nonce: 'a nonce & more' })
      const login = await new Browser().redirectOf(url)
      assert.equal(login.pathname, '/login')
      for (const [name, value] of url.searchParams) assert.equal(login.searchParams.get(name), value)
    },
  ],
  [
    'documented',
    'client',
    'Answers GET only',
    async ({ domain }) => {
      const response = await fetch(`${domain}/oauth2/authorize`, { method: 'POST', redirect: 'manual' })
      assert(response.status >= 400 && response.status < 500)
    },
  ],
  [
    'observed',
    'client',
    'An unregistered callback URL ends on the domain as `redirect_mismatch`, never at that URL',
    async (target) => {
      const { callbackUrl } = target.web
      const variants = [
        `${callbackUrl}/`,
        `${callbackUrl}?a=b`,
        `${callbackUrl}#fragment`,
        callbackUrl.toUpperCase(),
        callbackUrl.replace('http', 'https').replace('httpss', 'http'),
        callbackUrl.replace('localhost', '127.0.0.1').replace(/^https:/, 'http:'),
        callbackUrl.replace('://', '://evil.example@'),
        `${callbackUrl}/../elsewhere`,
        `${callbackUrl}%0d%0a`,
        ` ${callbackUrl}`,
        'https://evil.example/callback',
        '//evil.example/callback',
        'javascript:alert(1)',
      ].filter((variant) => variant !== callbackUrl)
      for (const variant of variants) {
        const at = await askToSignIn(target, { redirect_uri: variant })
        assertDomainError(target, at, 'redirect_mismatch')
        assert.equal(at.searchParams.get('client_id'), target.web.clientId)
      }
    },
  ],
  [
    'observed',
    'client',
    'An unknown client ends on the domain as `invalid_request`',
    async (target) => {
      const client_id = 'nobody0000000000000000000'
      const at = await askToSignIn(target, { client_id })
      assertDomainError(target, at, 'invalid_request')
      assert.equal(at.searchParams.get('client_id'), client_id)
    },
  ],
  [
    'observed',
    'client',
    'A missing `client_id` or `redirect_uri` ends on the domain as "Required parameters missing"',
    async (target) => {
      for (const name of ['client_id', 'redirect_uri']) {
        assertDomainError(
          target,
          await askToSignIn(target, { [name]: undefined }),
          'Required parameters missing',
        )
      }
    },
  ],
  [
    'observed',
    'client',
    'The error page answers 400 and may not be framed',
    async (target) => {
      const page = await fetch(await askToSignIn(target, { redirect_uri: 'https://evil.example/' }))
      assert.equal(page.status, 400)
      assert.match(await page.text(), /An error was encountered with the requested page/)
      assert.equal(page.headers.get('x-frame-options'), 'DENY')
    },
  ],
  [
    'documented',
    'client',
    'A missing or unknown `response_type` goes back as `invalid_request`, with the state',
    async (target) => {
      for (const response_type of [undefined, 'code id_token', 'nonsense']) {
        const back = await askToSignIn(target, { response_type })
        assert.equal(callbackError(target, back), 'invalid_request')
        assert.equal(back.searchParams.get('state'), 'the-state')
      }
    },
  ],
  [
    'documented',
    'client',
    'The implicit flow goes back as `unauthorized_client` where it is not allowed',
    async (target) => {
      const back = await askToSignIn(target, { response_type: 'token' })
      assert.equal(callbackError(target, back), 'unauthorized_client')
    },
  ],
  [
    'documented',
    'local',
    'A client without the code flow goes back as `unauthorized_client`, with the state',
    async (target) => {
      const { backstage } = localOf(target)
      const back = await new Browser().redirectOf(authorizeUrl(target.domain, backstage))
      assert.equal(callbackError(target, back), 'unauthorized_client')
      assert.equal(back.searchParams.get('state'), 'the-state')
    },
  ],
  [
    'observed',
    'client',
    'A scope that is not enabled goes back as `invalid_request` with the description `invalid_scope`',
    async (target) => {
      for (const scope of ['openid nonsense/read', 'openid offline_access']) {
        const back = await askToSignIn(target, { scope })
        assert.equal(callbackError(target, back), 'invalid_request')
        assert.equal(back.search, '?error_description=invalid_scope&state=the-state&error=invalid_request')
      }
    },
  ],
  [
    'documented',
    'person',
    'A left-out scope grants all scopes of the client',
    async (target) => {
      const { access } = await signIn(target, { parameters: { scope: undefined } })
      assert.equal(decode(access).scope, 'openid email profile notes/read notes/write')
    },
  ],
  [
    'documented',
    'local',
    '`email`, `phone` and `profile` need `openid` beside them',
    async (target) => {
      const { other } = localOf(target)
      for (const scope of ['email', 'phone', 'profile']) {
        const ask = async (scopes: string) =>
          await new Browser().redirectOf(authorizeUrl(target.domain, other, { scope: scopes }))
        const back = await ask(`${scope} notes/read`)
        assert.equal(back.searchParams.get('error_description'), 'invalid_scope')
        assert.equal((await ask(`openid ${scope}`)).pathname, '/login')
      }
    },
  ],
  [
    'documented',
    'local',
    'An object, array or text in JSON as `state` is refused',
    async (target) => {
      for (const state of ['{"to":"/"}', ' {}', '["/"]', '"/"']) {
        assert.equal(callbackError(target, await askToSignIn(target, { state })), 'invalid_request')
      }
      for (const state of ['{to', '7', 'eyJ0byI6Ii8ifQ']) {
        const login = await askToSignIn(target, { state })
        assert.deepEqual([login.pathname, login.searchParams.get('state')], ['/login', state])
      }
    },
  ],
  [
    'assumed',
    'local',
    'A parameter that comes twice is refused; a second client or callback URL stays on the domain',
    async (target) => {
      const url = authorizeUrl(target.domain, target.web)
      url.searchParams.append('scope', 'openid')
      assert.equal(callbackError(target, await new Browser().redirectOf(url)), 'invalid_request')
      for (const name of ['client_id', 'redirect_uri']) {
        const twice = authorizeUrl(target.domain, target.web)
        twice.searchParams.append(name, 'https://evil.example/')
        assertDomainError(target, await new Browser().redirectOf(twice), 'invalid_request')
      }
    },
  ],
  [
    'observed',
    'client',
    'No origin may read the answers of authorize, login, logout and error',
    async (target) => {
      for (const path of ['/oauth2/authorize', '/login', '/logout', '/error']) {
        const url = authorizeUrl(target.domain, target.web)
        url.pathname = path
        const response = await fetch(url, {
          headers: { origin: 'http://localhost:5173' },
          redirect: 'manual',
        })
        assert.equal(response.headers.get('access-control-allow-origin'), null)
      }
    },
  ],
])
