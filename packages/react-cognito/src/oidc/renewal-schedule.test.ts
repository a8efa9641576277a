import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRenewalSchedule } from './renewal-schedule.ts'

const hourMs = 3_600_000

describe('createRenewalSchedule()', () => {
  const renew = vi.fn()

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('window', new EventTarget())
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  })

  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    renew.mockClear()
  })

  /** After how many seconds each of so many attempts came, all of which fail, at this throw of the dice. */
  function delaysOf(count: number, random: number): number[] {
    vi.spyOn(Math, 'random').mockReturnValue(random)
    const schedule = createRenewalSchedule(renew)
    const delays: number[] = []
    while (delays.length < count) {
      const failedAtMs = Date.now()
      renew.mockClear()
      schedule.failed()
      while (renew.mock.calls.length === 0) vi.advanceTimersByTime(500)
      delays.push((Date.now() - failedAtMs) / 1000)
    }
    schedule.stop()
    return delays
  }

  it('tries again after 5, 10, 20, 40, then every 60 seconds, each stretched by up to a half', () => {
    expect(delaysOf(6, 0)).toEqual([5, 10, 20, 40, 60, 60])
    expect(delaysOf(6, 1)).toEqual([7.5, 15, 30, 60, 90, 90])
  })

  it('begins anew with five seconds once a renewal succeeded', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const schedule = createRenewalSchedule(renew)
    for (let failures = 1; failures <= 4; failures += 1) schedule.failed()
    schedule.succeeded(Date.now() + hourMs)
    window.dispatchEvent(new Event('online'))
    expect(renew).not.toHaveBeenCalled()

    schedule.failed()
    vi.advanceTimersByTime(5000)

    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('is due at its time, also beyond what a timer can count', () => {
    const schedule = createRenewalSchedule(renew)
    schedule.succeeded(Date.now() + 1000 * hourMs)

    vi.advanceTimersByTime(1000 * hourMs - 1)
    expect(renew).not.toHaveBeenCalled()

    vi.advanceTimersByTime(1)
    expect(renew).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['online', () => window],
    ['pageshow', () => window],
    ['visibilitychange', () => document],
  ] as const)('looks at the clock at "%s", unless nobody looks at the page', (name, target) => {
    const schedule = createRenewalSchedule(renew)
    schedule.succeeded(Date.now() + hourMs)
    vi.setSystemTime(Date.now() + 2 * hourMs)
    vi.stubGlobal('document', Object.assign(document, { visibilityState: 'hidden' }))
    target().dispatchEvent(new Event(name))
    expect(renew).not.toHaveBeenCalled()

    vi.stubGlobal('document', Object.assign(document, { visibilityState: 'visible' }))
    target().dispatchEvent(new Event(name))
    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('tries again at once, after a failure, when the device is back online', () => {
    createRenewalSchedule(renew).failed()

    window.dispatchEvent(new Event('online'))

    expect(renew).toHaveBeenCalledTimes(1)
  })

  it('leaves no timer and hears nothing once it is stopped', () => {
    const schedule = createRenewalSchedule(renew)
    schedule.failed()
    schedule.stop()
    expect(vi.getTimerCount()).toBe(0)

    vi.setSystemTime(Date.now() + hourMs)
    for (const name of ['online', 'pageshow']) window.dispatchEvent(new Event(name))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(renew).not.toHaveBeenCalled()
  })
})
