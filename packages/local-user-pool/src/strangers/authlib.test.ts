import { spawn, spawnSync } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningUserPool, startUserPool } from '../index.ts'
import { webClient } from '../testing/code-flow.ts'

// Debian's package python3-authlib belongs to Debian's Python, which need not be the first in the path.
const python = '/usr/bin/python3'
const isInstalled = spawnSync(python, ['-c', 'import authlib, requests']).status === 0
if (!isInstalled) {
  const sentence = 'Cannot run Authlib: install the Debian packages python3-authlib and python3-requests'
  if (process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') throw new Error(sentence)
  process.stderr.write(`${sentence}\n`)
}

let pool: RunningUserPool

beforeAll(async () => {
  pool = await startUserPool()
})
afterAll(() => pool.close())

describe.skipIf(!isInstalled)('Authlib, a client in Python', { timeout: 60_000 }, () => {
  it('signs in with code and PKCE, refreshes, reads userInfo and gets a machine token', async () => {
    const script = fileURLToPath(new URL('authlib_client.py', import.meta.url))
    const child = spawn(python, [script], { env: { AUTHLIB_INSECURE_TRANSPORT: '1' } })
    child.stdin.end(
      JSON.stringify({
        issuer: pool.issuer,
        client_id: webClient.clientId,
        redirect_uri: webClient.callbackUrl,
        scope: 'openid email notes/read',
        username: 'admin@example.com',
        password: 'Passw0rd!',
        machine_id: 'lifeguardmachine0000000001',
        machine_secret: 'local-machine-secret',
      }),
    )
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])

    expect(errors).toBe('')
    expect(JSON.parse(output)).toEqual({
      email: 'admin@example.com',
      refreshed: true,
      person: 'admin@example.com',
      machine: 'lifeguardmachine0000000001',
    })
  })
})
