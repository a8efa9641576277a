import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSessionKeeper } from './kept-session.ts'

const settings = {
  issuer: 'https://issuer.example/pool',
  domain: 'https://auth.example.com',
  clientId: 'client',
  scope: 'openid',
  redirectUri: 'https://app.example.com/callback',
  signOutUri: 'https://app.example.com/',
}
const kept = {
  issuer: settings.issuer,
  session: 'a',
  generation: 1,
  subject: 'subject',
  scope: 'openid',
  refreshToken: 'refresh-token',
}

class FakeStorage extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null
  setItem = (key: string, value: string) => void this.set(key, value)
  removeItem = (key: string) => void this.delete(key)
}

function withStorages() {
  const storages = { localStorage: new FakeStorage(), sessionStorage: new FakeStorage() }
  vi.stubGlobal('window', storages)
  return storages
}

afterEach(() => vi.unstubAllGlobals())

describe('createSessionKeeper()', () => {
  it('keeps a session in sessionStorage by default, and gives it back', () => {
    const { sessionStorage, localStorage } = withStorages()
    const keeper = createSessionKeeper(settings)

    keeper.write(kept)

    expect(keeper.read()).toEqual(kept)
    expect(sessionStorage.size).toBe(1)
    expect(localStorage.size).toBe(0)
  })

  it('keeps it in localStorage only when told so, and nowhere with "memory"', () => {
    const { sessionStorage, localStorage } = withStorages()

    createSessionKeeper({ ...settings, store: 'local' }).write(kept)
    createSessionKeeper({ ...settings, store: 'memory' }).write(kept)

    expect(localStorage.size).toBe(1)
    expect(sessionStorage.size).toBe(0)
    expect(createSessionKeeper({ ...settings, store: 'memory' }).read()).toBeNull()
  })

  it('writes these members and no access token or profile that came along', () => {
    const { sessionStorage } = withStorages()

    createSessionKeeper(settings).write({ ...kept, ...{ accessToken: 'secret', email: 'user@example.com' } })

    expect([...sessionStorage.values()].join()).not.toMatch(/secret|user@example/)
  })

  it('clears the session it is told to, and no other that took its place', () => {
    withStorages()
    const keeper = createSessionKeeper(settings)
    keeper.write({ ...kept, session: 'b' })

    keeper.clear('a')
    expect(keeper.read()?.session).toBe('b')

    keeper.clear('b')
    expect(keeper.read()).toBeNull()
  })

  it.each([
    'garbage',
    '{}',
    'null',
    '[]',
    '"text"',
    JSON.stringify({ ...kept, refreshToken: '' }),
    JSON.stringify({ ...kept, refreshToken: 7 }),
    JSON.stringify({ ...kept, subject: undefined }),
    JSON.stringify({ ...kept, generation: 1.5 }),
    JSON.stringify({ ...kept, generation: '1' }),
    JSON.stringify({ ...kept, issuer: 'https://issuer.example/other' }),
    `{"__proto__":${JSON.stringify(kept)}}`,
  ])('X-18: takes the poisoned record %s for none', (text) => {
    const { sessionStorage } = withStorages()
    sessionStorage.setItem('lifeguard.client.session', text)

    expect(createSessionKeeper(settings).read()).toBeNull()
  })

  it('X-18: keeps nothing, and does not throw, where storage is disabled', () => {
    vi.stubGlobal('window', {
      get sessionStorage(): never {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    const keeper = createSessionKeeper(settings)

    keeper.write(kept)
    keeper.clear('a')

    expect(keeper.read()).toBeNull()
  })
})
