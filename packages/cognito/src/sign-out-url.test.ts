import { describe, expect, it } from 'vitest'
import { signOutUrl } from './sign-out-url.ts'

describe('signOutUrl()', () => {
  it('names the app client and the registered sign-out URL, and nothing else', () => {
    const url = new URL(
      signOutUrl(
        { issuer: 'https://issuer.example/pool', domain: 'https://auth.example.com' },
        { clientId: 'abc123', logoutUri: 'https://app.example.com/?a=1&b=2' },
      ),
    )

    expect(url.origin + url.pathname).toBe('https://auth.example.com/logout')
    expect([...url.searchParams]).toEqual([
      ['client_id', 'abc123'],
      ['logout_uri', 'https://app.example.com/?a=1&b=2'],
    ])
  })
})
