import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { person, type StartedApp, startApp } from './start-app.ts'

describe('while the audit trail cannot be written', () => {
  let api: StartedApp
  afterEach(() => api.close())

  const headers = { authorization: 'Bearer any.token' }
  const down = () => Promise.reject(Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' }))
  const signedInNow = async () =>
    ({ valid: true, principal: { ...person, scopes: [], authTime: Date.now() / 1000 } }) as const
  const accounts = (erase: () => Promise<void>) => ({
    open: async () => Promise.reject(new Error('Cannot open an account: this test has no database')),
    rememberEmail: async () => {},
    rename: async () => {},
    erase,
    list: async () => ({ items: [], next: null }),
  })
  const trail = (record: () => Promise<void>) => ({
    record,
    list: async () => ({ items: [], next: null }),
  })

  it('a refusal stays a refusal, and the log says that it is not in the trail', async () => {
    api = await startApp({ verify: signedInNow, auditTrail: trail(down) })

    const response = await fetch(`${api.url}/notes`, { headers })

    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:insufficient-scope' })
    expect(api.entries('audit-failed')).toMatchObject([
      { level: 'warn', error: { message: 'no connection' } },
    ])
  })

  it('an act is not done', async () => {
    const erase = vi.fn(async () => {})
    const [broken, whole] = [trail(down), trail(async () => {})]
    const remove = () => fetch(`${api.url}/me`, { method: 'DELETE', headers })
    api = await startApp({ verify: signedInNow, auditTrail: broken, accounts: accounts(erase) })
    const refused = await remove()
    await api.close()
    api = await startApp({ verify: signedInNow, auditTrail: whole, accounts: accounts(erase) })

    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ type: 'urn:lifeguard:problem:unavailable' })
    expect(erase).not.toHaveBeenCalled()
    expect((await remove()).status).toBe(204)
    expect(erase).toHaveBeenCalledOnce()
  })

  it('a refusal is in the trail before it is answered', async () => {
    const written = vi.fn()
    const slowly = async () => {
      for (let turn = 0; turn < 20; turn++) await nextTurn()
      written()
    }
    api = await startApp({ verify: signedInNow, auditTrail: trail(slowly) })

    expect((await fetch(`${api.url}/notes`, { headers })).status).toBe(403)
    expect(written).toHaveBeenCalledOnce()
  })
})
