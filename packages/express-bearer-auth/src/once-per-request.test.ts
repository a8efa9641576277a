import { describe, expect, it } from 'vitest'
import { oncePerRequest } from './once-per-request.ts'

describe('oncePerRequest()', () => {
  function setUp(load = async (req: { name: string }) => ({ owner: req.name })) {
    let loads = 0
    const account = oncePerRequest((req: { name: string }) => {
      loads++
      return load(req)
    })
    return { account, loads: () => loads }
  }

  it('loads nothing unless somebody asks', () => {
    expect(setUp().loads()).toBe(0)
  })

  it('loads once for all who ask during a request, at once or later', async () => {
    const { account, loads } = setUp()
    const request = { name: 'jane' }

    const [first, second] = await Promise.all([account(request), account(request)])

    expect(first).toEqual({ owner: 'jane' })
    expect(second).toBe(first)
    expect(await account(request)).toBe(first)
    expect(loads()).toBe(1)
  })

  it('shares nothing between requests', async () => {
    const { account, loads } = setUp()

    expect(await account({ name: 'jane' })).toEqual({ owner: 'jane' })
    expect(await account({ name: 'john' })).toEqual({ owner: 'john' })
    expect(loads()).toBe(2)
  })

  it('shares a failure too', async () => {
    const { account, loads } = setUp(() => Promise.reject(new Error('down')))
    const request = { name: 'jane' }

    await expect(account(request)).rejects.toThrow('down')
    await expect(account(request)).rejects.toThrow('down')
    expect(loads()).toBe(1)
  })
})
