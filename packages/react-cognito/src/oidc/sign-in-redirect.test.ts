import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStateHolder } from '../state-holder.ts'
import { createSignInRedirect } from './sign-in-redirect.ts'

const settings = {
  issuer: 'https://issuer.example/pool',
  domain: 'https://auth.example.com',
  clientId: 'client',
  scope: 'openid',
  redirectUri: 'https://app.example.com/callback',
  signOutUri: 'https://app.example.com/',
}

describe('createSignInRedirect()', () => {
  const assign = vi.fn()

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('window', new EventTarget())
    vi.stubGlobal('location', {
      origin: 'https://app.example.com',
      pathname: '/',
      search: '',
      hash: '',
      assign,
    })
  })

  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    assign.mockClear()
  })

  function begin() {
    const holder = createStateHolder()
    holder.publish({ status: 'signed-out', reason: 'no-session' })
    const manager = { createSignInUrl: async () => new URL('https://auth.example.com/oauth2/authorize') }
    return { holder, ...createSignInRedirect({ settings, manager, holder }) }
  }

  it('gives up after ten seconds on a page that stays, and goes again when asked', async () => {
    const { holder, go } = begin()
    await Promise.all([go({}), go({})])
    expect(assign).toHaveBeenCalledTimes(1)

    vi.advanceTimersByTime(9999)
    expect(holder.current()).toEqual({ status: 'signed-out', reason: 'redirecting' })
    vi.advanceTimersByTime(1)
    expect(holder.current()).toEqual({ status: 'signed-out', reason: 'came-back' })

    await go({})
    expect(assign).toHaveBeenCalledTimes(2)
  })

  it('gives a second attempt ten seconds of its own, after Back out of the back/forward cache', async () => {
    const { holder, go } = begin()
    await go({})
    vi.advanceTimersByTime(6000)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    expect(holder.current()).toEqual({ status: 'signed-out', reason: 'redirecting' })
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(holder.current()).toEqual({ status: 'signed-out', reason: 'came-back' })

    await go({})
    vi.advanceTimersByTime(9999)

    expect(holder.current()).toEqual({ status: 'signed-out', reason: 'redirecting' })
  })

  it('can be asked again after a request that could not be made', async () => {
    const holder = createStateHolder()
    const createSignInUrl = vi.fn(async () => new URL('https://auth.example.com/oauth2/authorize'))
    createSignInUrl.mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
    const { go } = createSignInRedirect({ settings, manager: { createSignInUrl }, holder })

    await expect(go({})).rejects.toThrow('full')
    await go({})

    expect(assign).toHaveBeenCalledTimes(1)
  })
})
