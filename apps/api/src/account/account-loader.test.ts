import type { Principal } from '@lifeguard/express-bearer-auth'
import { describe, expect, it } from 'vitest'
import type { AccountRecord, AccountRepository } from '../data/accounts.ts'
import { createAccountLoader } from './account-loader.ts'

const person: Principal = {
  kind: 'user',
  issuer: 'https://pool.example',
  subject: 'ada',
  clientId: 'web',
  username: 'ada',
  groups: [],
  scopes: ['openid', 'email'],
  authTime: 1_000,
  expiresAt: 4_600,
}

function createAccounts(): AccountRepository {
  let account: AccountRecord = {
    issuer: person.issuer,
    subject: person.subject,
    id: '019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b',
    displayName: null,
    email: null,
    emailAskedUntil: null,
    createdAt: new Date(0),
  }
  return {
    open: async () => account,
    rememberEmail: async (_key, answer) => {
      account = { ...account, ...answer }
    },
    rename: () => Promise.reject(new Error('not asked for here')),
    erase: () => Promise.reject(new Error('not asked for here')),
    list: () => Promise.reject(new Error('not asked for here')),
  }
}

/** Answers one question after the other, and counts them. */
function createAsker(...answers: (string | null)[]) {
  const asker = { asked: 0, ask: async () => answers[asker.asked++] ?? null }
  return asker
}

describe('createAccountLoader()', () => {
  it('asks for the e-mail address once', async () => {
    const asker = createAsker('ada@example.com')
    const load = createAccountLoader(createAccounts(), asker.ask)

    const first = await load({ principal: person, accessToken: 'a' })
    const second = await load({ principal: { ...person, expiresAt: 9_999 }, accessToken: 'b' })

    expect([first?.email, second?.email]).toEqual(['ada@example.com', 'ada@example.com'])
    expect(asker.asked).toBe(1)
  })

  it('loads at most once a request', async () => {
    const asker = createAsker(null, 'never')
    const load = createAccountLoader(createAccounts(), asker.ask)
    const caller = { principal: person, accessToken: 'a' }

    const loaded = await Promise.all([load(caller), load(caller), load(caller)])

    expect(loaded.map((account) => account?.email)).toEqual([null, null, null])
    expect(asker.asked).toBe(1)
  })

  it('asks again only with a later token when the pool told nothing', async () => {
    const asker = createAsker(null, 'ada@example.com')
    const load = createAccountLoader(createAccounts(), asker.ask)

    await load({ principal: person, accessToken: 'a' })
    const same = await load({ principal: person, accessToken: 'a' })
    const later = await load({ principal: { ...person, expiresAt: 4_601 }, accessToken: 'b' })

    expect(same?.email).toBeNull()
    expect(later?.email).toBe('ada@example.com')
    expect(asker.asked).toBe(2)
  })

  it('does not ask with a token that lacks the scope openid', async () => {
    const asker = createAsker('never')
    const load = createAccountLoader(createAccounts(), asker.ask)

    const account = await load({ principal: { ...person, scopes: ['email'] }, accessToken: 'a' })

    expect(account?.email).toBeNull()
    expect(asker.asked).toBe(0)
  })

  it('has no account for a machine', async () => {
    const { kind: _, ...rest } = person
    const load = createAccountLoader(createAccounts(), createAsker().ask)

    expect(await load({ principal: { ...rest, kind: 'machine' }, accessToken: 'a' })).toBeNull()
  })
})
