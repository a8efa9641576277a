import type { KeySetState } from '@lifeguard/access-token'
import { describe, expect, it, vi } from 'vitest'
import { createReadinessCheck } from './readiness.ts'

const verifier = (...states: KeySetState[]) => ({
  readiness: () => states.map((keySet) => ({ issuer: 'http://pool.test', keySet })),
})
const working = { ping: async () => undefined }

describe('createReadinessCheck()', () => {
  it('P-16: is ready with a key set and a database', async () => {
    expect(await createReadinessCheck(verifier('fresh'), working)()).toEqual({
      keySet: 'fresh',
      obstacles: [],
    })
  })

  it('G-11: stays ready on a stale key set, and says so', async () => {
    expect(await createReadinessCheck(verifier('fresh', 'stale'), working)()).toEqual({
      keySet: 'stale',
      obstacles: [],
    })
  })

  it('P-16: is not ready until a key set was read', async () => {
    const { obstacles } = await createReadinessCheck(verifier('stale', 'none'), working)()

    expect(obstacles).toEqual(['No key set of the user pool has been read'])
  })

  it('is not ready without its database, without a word about why', async () => {
    const broken = { ping: () => Promise.reject(new Error('postgres://user:s3cr3t@host')) }

    const { obstacles } = await createReadinessCheck(verifier('fresh'), broken)()

    expect(obstacles).toEqual(['The database does not answer'])
  })

  it('does not wait for a database that hangs', async () => {
    const hanging = { ping: () => new Promise<never>(() => undefined) }

    const { obstacles } = await createReadinessCheck(verifier('fresh'), hanging)()

    expect(obstacles).toEqual(['The database does not answer'])
  })

  it('asks the database once for all who ask at the same time', async () => {
    const ping = vi.fn(async () => undefined)
    const checkReadiness = createReadinessCheck(verifier('fresh'), { ping })

    await Promise.all(Array.from({ length: 100 }, checkReadiness))
    expect(ping).toHaveBeenCalledOnce()

    await checkReadiness()
    expect(ping).toHaveBeenCalledTimes(2)
  })
})
