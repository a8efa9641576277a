import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { askToSignIn, callbackError, localOf } from '../steps.ts'

export const pkceChecks = section('The code challenge: PKCE', [
  [
    'documented',
    'client',
    'Half a PKCE pair goes back as `invalid_request`',
    async (target) => {
      for (const half of ['code_challenge', 'code_challenge_method']) {
        assert.equal(
          callbackError(target, await askToSignIn(target, { [half]: undefined })),
          'invalid_request',
        )
      }
    },
  ],
  [
    'documented',
    'client',
    'The method `plain` goes back as `invalid_request`: S256 alone',
    async (target) => {
      for (const method of ['plain', 's256', 'S512']) {
        const back = await askToSignIn(target, { code_challenge_method: method })
        assert.equal(callbackError(target, back), 'invalid_request')
      }
    },
  ],
  [
    'assumed',
    'local',
    'A challenge that is not 43 characters of base64url goes back as `invalid_request`',
    async (target) => {
      for (const code_challenge of ['short', 'a'.repeat(44), `${'a'.repeat(42)}=`]) {
        assert.equal(callbackError(target, await askToSignIn(target, { code_challenge })), 'invalid_request')
      }
    },
  ],
  [
    'assumed',
    'local',
    'A public client without PKCE is refused, unless its config allows it',
    async (target) => {
      const without = { code_challenge: undefined, code_challenge_method: undefined }
      assert.equal(callbackError(target, await askToSignIn(target, without)), 'invalid_request')
      const { lenient } = localOf(target)
      const ask = async (parameters: Record<string, undefined>) =>
        await new Browser().redirectOf(authorizeUrl(target.domain, lenient, parameters))
      assert.equal((await ask(without)).pathname, '/login')
      for (const half of ['code_challenge', 'code_challenge_method']) {
        assert.equal(callbackError(target, await ask({ [half]: undefined })), 'invalid_request')
      }
    },
  ],
])
