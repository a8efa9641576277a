import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startTestApi, type TestApi } from '../../src/testing/test-api.ts'

describe('O-01: logs and metrics', () => {
  let api: TestApi
  beforeEach(async () => {
    api = await startTestApi({ METRICS_PORT: '0', LOG_LEVEL: 'debug' })
  })
  afterEach(() => api.close())

  it('hold no secret, wherever a caller puts it and whatever comes of it', async () => {
    const tokens = await api.pool.tokensFor('user@example.com')
    const token = tokens.accessToken
    const expired = await api.userToken({ claims: { iat: 1, exp: 2 } })
    const machine = await api.pool.machineTokenFor('lifeguardmachine0000000001')
    const secrets = [
      token,
      tokens.idToken ?? '',
      tokens.refreshToken,
      expired,
      machine,
      'code-s3cr3t',
      'verifier-s3cr3t',
    ]
    const note = { title: 'diary s3cr3t', text: 'text s3cr3t' }

    for (const secret of secrets) {
      await api.call('GET', '/me', { token: secret })
      await api.call('GET', '/me', { token: `${secret}x` })
      await api.call('GET', `/notes?access_token=${secret}&search=${secret}`, { token })
      await api.call('GET', `/notes/${secret}`, { token })
      await api.call('GET', `/${secret}`, {
        token,
        headers: { cookie: `session=${secret}`, referer: secret },
      })
      await api.call(secret.slice(0, 20).replaceAll(/\W/g, ''), '/notes', { token }).catch(() => undefined)
      await api.call('POST', '/notes', {
        token,
        headers: { 'idempotency-key': secret.slice(0, 60) },
        json: note,
      })
      await api.call('POST', '/notes', { token, json: { ...note, [secret]: secret, title: 7 } })
      await api.call('POST', '/notes', {
        token,
        body: `{"${secret}`,
        headers: { 'content-type': 'application/json' },
      })
      await api.call('GET', '/notes', { headers: { authorization: `Basic ${btoa(secret)}` } })
      await api.call('GET', '/notes', {
        token,
        headers: { traceparent: secret, 'user-agent': secret, 'if-match': secret },
      })
      await api.call('POST', '/csp-reports', {
        body: JSON.stringify({
          'csp-report': { 'document-uri': `http://web.test/callback?code=${secret}#${secret}` },
        }),
        headers: { 'content-type': 'application/csp-report' },
      })
    }
    api.pool.faults.set({ endpoints: { userInfo: { status: 500, body: token } } })
    await api.call('GET', '/me', { token: await api.pool.accessTokenFor('admin@example.com') })

    const metricsUrl = api.log.find(({ event }) => event === 'metrics')?.url
    const metrics = await (await fetch(String(metricsUrl))).text()
    await vi.waitUntil(
      () => api.log.filter(({ event }) => event === 'request').length > 10 * secrets.length,
      20_000,
    )
    const everything = JSON.stringify(api.log) + metrics
    for (const secret of secrets) {
      // The header of a token is the same for all of them, and says no more than the key set does.
      const parts = secret.split('.').filter((part) => part.length > 10)
      for (const part of [secret, btoa(secret), ...parts]) expect(everything).not.toContain(part)
    }
    expect(everything).not.toContain('s3cr3t')
  })
})
