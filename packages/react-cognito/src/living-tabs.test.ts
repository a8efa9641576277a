import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPresence, isLater, newestLivingSession } from './living-tabs.ts'

const clientId = 'client'

describe('isLater()', () => {
  it('goes by the sign-in first, then by the renewals', () => {
    const first = { session: 'a', generation: 9 }
    const second = { session: 'b', generation: 1 }

    expect(isLater(second, first)).toBe(true)
    expect(isLater(first, second)).toBe(false)
    expect(isLater({ session: 'a', generation: 10 }, first)).toBe(true)
    expect(isLater(first, first)).toBe(false)
  })
})

describe('createPresence()', () => {
  // Browsers keep their locks in another process; Node would grant one before `request()` returns.
  beforeEach(() => {
    const { request } = navigator.locks
    vi.spyOn(navigator.locks, 'request').mockImplementation(async (...call: unknown[]) => {
      await setImmediate()
      return Reflect.apply(request, navigator.locks, call)
    })
  })
  afterEach(() => vi.restoreAllMocks())

  it('shows the newest of all that tabs of this app client announce', async () => {
    const tabs = [createPresence(clientId), createPresence(clientId), createPresence('client-of-another-app')]

    await tabs[0]?.announce({ session: 'b', generation: 10 })
    await tabs[1]?.announce({ session: 'b', generation: 9 })
    await tabs[2]?.announce({ session: 'c', generation: 1 })

    expect(await newestLivingSession(clientId)).toEqual({ session: 'b', generation: 10 })
    for (const tab of tabs) tab.leave()
    await expect.poll(() => newestLivingSession(clientId)).toBeNull()
  })

  it('replaces what it announced before', async () => {
    const tab = createPresence(clientId)
    await tab.announce({ session: 'b', generation: 1 })

    await tab.announce({ session: 'a', generation: 1 })

    expect(await newestLivingSession(clientId)).toEqual({ session: 'a', generation: 1 })
    tab.leave()
  })

  it('leaves nothing behind of two announcements at once, as of one session that two tabs gave', async () => {
    const tab = createPresence(clientId)

    await Promise.all([
      tab.announce({ session: 'a', generation: 1 }),
      tab.announce({ session: 'a', generation: 1 }),
    ])
    tab.leave()

    await expect.poll(() => newestLivingSession(clientId)).toBeNull()
  })

  it('is not there when it left while it was being announced', async () => {
    const tab = createPresence(clientId)

    const announcement = tab.announce({ session: 'a', generation: 1 })
    tab.leave()
    await announcement

    await expect.poll(() => newestLivingSession(clientId)).toBeNull()
  })
})
