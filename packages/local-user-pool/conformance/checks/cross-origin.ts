import assert from 'node:assert/strict'
import { section } from '../check.ts'
import type { Target } from '../target.ts'

const origin = 'https://app.example.com'

async function preflight(target: Target, path: string, method: string, headers: string): Promise<Response> {
  return await fetch(`${target.domain}${path}`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
  })
}

export const crossOriginChecks = section('Scripts of other origins', [
  [
    'documented',
    'client',
    'Any origin may call token, revoke and userInfo, without credentials',
    async ({ domain }) => {
      for (const path of ['/oauth2/token', '/oauth2/revoke', '/oauth2/userInfo']) {
        const method = path.endsWith('userInfo') ? 'GET' : 'POST'
        const response = await fetch(`${domain}${path}`, { method, headers: { origin } })
        assert.equal(response.headers.get('access-control-allow-origin'), '*')
        assert.equal(response.headers.get('access-control-allow-credentials'), null)
      }
    },
  ],
  [
    'documented',
    'client',
    'A preflight of userInfo with Authorization succeeds',
    async (target) => {
      const response = await preflight(target, '/oauth2/userInfo', 'GET', 'authorization')
      assert(response.ok)
      assert.match(response.headers.get('access-control-allow-headers') ?? '', /authorization|\*/i)
      assert.match(response.headers.get('access-control-allow-methods') ?? '', /GET|\*/)
    },
  ],
  [
    'documented',
    'client',
    'So does one of the token endpoint',
    async (target) => {
      const response = await preflight(target, '/oauth2/token', 'POST', 'content-type')
      assert(response.ok)
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.match(response.headers.get('access-control-allow-methods') ?? '', /POST|\*/)
    },
  ],
])
