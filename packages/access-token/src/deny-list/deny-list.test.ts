import { describe, expect, it } from 'vitest'
import { createTestVerifier } from '../testing/index.ts'
import { createDenyList } from './deny-list.ts'
import { createMemoryDenyListStore, type DenyListStore } from './deny-list-store.ts'

const start = 1_800_000_000_000
const days = 24 * 3600
const seconds = 1000

/** Instances of one API that share a store and a clock, which is moved by hand. */
function setUp(store: DenyListStore = createMemoryDenyListStore()) {
  let now = start
  const clock = { now: () => now, monotonicNow: () => now }
  const createInstance = () => {
    const denyList = createDenyList({
      store,
      refreshTokenSeconds: 30 * days,
      accessTokenSeconds: 3600,
      ...clock,
    })
    const verifier = createTestVerifier({ ...clock, isRevoked: denyList.isRevoked })
    const judge = async (token: string) => {
      const verdict = await verifier.verify(token)
      return verdict.valid ? 'valid' : verdict.reason
    }
    return { ...verifier, ...denyList, judge, denyList }
  }
  return {
    createInstance,
    pass: (duration: number) => {
      now += duration
    },
    nowSeconds: () => now / 1000,
  }
}

describe('a deny-list', () => {
  it('refuses every token of a sign-in, refreshed ones too, and no other', async () => {
    const { createInstance, pass } = setUp()
    const api = createInstance()
    const { issuer } = api
    const signIn = { sub: 'jane', origin_jti: 'phone', auth_time: start / 1000 - 60 }
    const token = api.signAccessToken(signIn)
    expect(await api.judge(token)).toBe('valid')

    await api.denySignIn({ issuer, originJti: 'phone' })

    expect(await api.judge(token)).toBe('revoked')
    pass(60 * seconds)
    expect(await api.judge(api.signAccessToken(signIn))).toBe('revoked')
    expect(await api.judge(api.signAccessToken({ ...signIn, origin_jti: 'laptop' }))).toBe('valid')
    expect(await api.judge(api.signAccessToken({ ...signIn, origin_jti: undefined }))).toBe('valid')
  })

  it('refuses every token of a subject until the person signs in again', async () => {
    const { createInstance, pass, nowSeconds } = setUp()
    const api = createInstance()
    const before = { sub: 'jane', auth_time: start / 1000 - 60 }
    expect(await api.judge(api.signAccessToken(before))).toBe('valid')

    await api.denySubject({ issuer: api.issuer, subject: 'jane' })

    expect(await api.judge(api.signAccessToken(before))).toBe('revoked')
    expect(await api.judge(api.signAccessToken({ ...before, sub: 'john' }))).toBe('valid')
    pass(60 * seconds)
    // A refresh moves `iat` and keeps `auth_time`.
    expect(await api.judge(api.signAccessToken({ ...before, iat: nowSeconds() }))).toBe('revoked')
    expect(await api.judge(api.signAccessToken({ sub: 'jane', auth_time: nowSeconds() }))).toBe('valid')
  })

  it('refuses the tokens of a subject up to an earlier sign-in, and leaves the later ones', async () => {
    const { createInstance } = setUp()
    const api = createInstance()
    const { issuer } = api
    const signedInAgo = (ago: number) =>
      api.judge(api.signAccessToken({ sub: 'jane', auth_time: start / 1000 - ago }))

    await api.denySubject({ issuer, subject: 'jane', signedInUntil: start / 1000 - 60 })

    expect(await signedInAgo(61)).toBe('revoked')
    expect(await signedInAgo(60)).toBe('revoked')
    expect(await signedInAgo(59)).toBe('valid')
  })

  it('goes by the latest denial of a subject, in whatever order they are read', async () => {
    const entries = [60, 120, 0].map((later) => ({
      kind: 'subject' as const,
      issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lifeguard',
      subject: 'jane',
      signedInUntil: start / 1000 - 600 + later,
      until: start + 60 * seconds,
    }))
    const { createInstance } = setUp({
      add: async () => undefined,
      readSince: async () => ({ entries, cursor: '' }),
    })
    const api = createInstance()
    const signedInAfter = (later: number) =>
      api.judge(api.signAccessToken({ sub: 'jane', auth_time: start / 1000 - 600 + later }))

    expect(await signedInAfter(120)).toBe('revoked')
    expect(await signedInAfter(121)).toBe('valid')
  })

  it('refuses the tokens that a machine has, and not those it gets afterwards', async () => {
    const { createInstance, pass } = setUp()
    const api = createInstance()
    const token = api.signMachineAccessToken()
    expect(await api.judge(token)).toBe('valid')

    await api.denySubject({ issuer: api.issuer, subject: api.clientId })

    expect(await api.judge(token)).toBe('revoked')
    pass(1 * seconds)
    expect(await api.judge(api.signMachineAccessToken())).toBe('valid')
  })

  it('takes no denial of one pool for one of another', async () => {
    const { createInstance } = setUp()
    const api = createInstance()

    await api.denySubject({ issuer: 'https://issuer.example/other', subject: 'jane' })
    await api.denySignIn({ issuer: 'https://issuer.example/other', originJti: 'phone' })

    expect(await api.judge(api.signAccessToken({ sub: 'jane', origin_jti: 'phone' }))).toBe('valid')
  })

  it('binds at once on the instance that wrote it, and within two seconds on the others', async () => {
    const { createInstance, pass } = setUp()
    const [here, there] = [createInstance(), createInstance()]
    const signIn = { origin_jti: 'phone' }
    const [tokenHere, tokenThere] = [here.signAccessToken(signIn), there.signAccessToken(signIn)]
    expect([await here.judge(tokenHere), await there.judge(tokenThere)]).toEqual(['valid', 'valid'])

    await here.denySignIn({ issuer: here.issuer, originJti: 'phone' })

    expect(await here.judge(tokenHere)).toBe('revoked')
    expect(await there.judge(tokenThere)).toBe('valid')
    pass(2001)
    expect(await there.judge(tokenThere)).toBe('revoked')
  })

  it('lets nobody wait while it is asked more often than that', async () => {
    let readings = 0
    const memory = createMemoryDenyListStore()
    const { createInstance, pass } = setUp({
      add: memory.add,
      async readSince(cursor) {
        readings++
        return await memory.readSince(cursor)
      },
    })
    const { denyList, issuer, signAccessToken, verify } = createInstance()
    await verify(signAccessToken())
    expect(readings).toBe(1)

    const claims = {
      iss: issuer,
      sub: 'jane',
      client_id: 'web',
      token_use: 'access',
      iat: 0,
      exp: 0,
    } as const
    for (let tenths = 0; tenths < 100; tenths++) {
      pass(100)
      expect(denyList.isRevoked(claims)).toBe(false)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(readings).toBeGreaterThanOrEqual(9)
    expect(readings).toBeLessThanOrEqual(11)
  })

  it('cannot judge while the store is down, and judges again as soon as it is back', async () => {
    const memory = createMemoryDenyListStore()
    let fault: (() => Promise<never>) | null = null
    let readings = 0
    const { createInstance, pass } = setUp({
      add: memory.add,
      readSince: (cursor) => {
        readings++
        return fault === null ? memory.readSince(cursor) : fault()
      },
    })
    const api = createInstance()
    const token = api.signAccessToken()
    expect(await api.judge(token)).toBe('valid')

    fault = () => Promise.reject(new Error('connection refused'))
    pass(1500)
    expect(await api.judge(token)).toBe('valid')
    pass(600)
    await expect(api.judge(token)).rejects.toMatchObject({
      name: 'RevocationUnavailableError',
      retryAfterSeconds: 1,
    })
    const before = readings
    await Promise.allSettled(Array.from({ length: 50 }, () => api.judge(token)))
    expect(readings).toBe(before)

    fault = null
    pass(250)
    expect(await api.judge(token)).toBe('valid')
  })

  it('does not wait long for a store that does not answer', async () => {
    const { createInstance } = setUp({
      add: async () => undefined,
      readSince: () => new Promise(() => undefined),
    })
    const api = createInstance()
    const startedAt = performance.now()

    await expect(api.judge(api.signAccessToken())).rejects.toMatchObject({
      name: 'RevocationUnavailableError',
    })

    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  it('says so where a denial could not be kept', async () => {
    const { createInstance } = setUp({
      add: () => Promise.reject(new Error('disk full')),
      readSince: async () => ({ entries: [], cursor: '' }),
    })
    const api = createInstance()
    const token = api.signAccessToken({ origin_jti: 'phone' })

    await expect(api.denySignIn({ issuer: api.issuer, originJti: 'phone' })).rejects.toThrow('disk full')
    expect(await api.judge(token)).toBe('valid')
  })

  it('keeps an entry for as long as the pool could issue a token that it must refuse', async () => {
    const kept: { until: number }[] = []
    const memory = createMemoryDenyListStore()
    const { createInstance, pass } = setUp({
      ...memory,
      async add(entry) {
        kept.push(entry)
        await memory.add(entry)
      },
    })
    const api = createInstance()
    const signIn = { origin_jti: 'phone' }

    await api.denySignIn({ issuer: api.issuer, originJti: 'phone' })
    await api.denySubject({ issuer: api.issuer, subject: 'jane' })

    expect(kept.map(({ until }) => until)).toEqual([0, 0].map(() => start + (30 * days + 3600) * seconds))
    pass(30 * days * seconds)
    expect(await api.judge(api.signAccessToken(signIn))).toBe('revoked')
    pass(3601 * seconds)
    expect(await api.judge(api.signAccessToken(signIn))).toBe('valid')
  })

  it('needs to know for how long tokens are good', () => {
    const store = createMemoryDenyListStore()
    for (const wrong of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => createDenyList({ store, refreshTokenSeconds: wrong, accessTokenSeconds: 3600 })).toThrow(
        'Cannot keep a deny-list: say for how many seconds',
      )
    }
  })

  it('needs a store', () => {
    const seconds = { refreshTokenSeconds: 3600, accessTokenSeconds: 3600 }
    for (const store of [undefined, new Map()]) {
      expect(() => createDenyList({ ...seconds, store } as never)).toThrow(
        'Cannot keep a deny-list: store must have add() and readSince()',
      )
    }
  })
})
