import { describe, expect, it } from 'vitest'
import { openJournal } from './journal.ts'
import { createTokenFamilies } from './token-families.ts'

const day = 86_400_000

describe('createTokenFamilies()', () => {
  it('knows what was revoked as long as an access token may live: a day beyond the refresh token', () => {
    let now = 0
    const families = createTokenFamilies(
      openJournal(undefined, () => now),
      () => now,
    )
    const start = (expiresAt: number) =>
      families.start({ sub: 'somebody', clientId: 'web', scopes: [], authTime: 0, expiresAt })
    start(10 * day)
    const revoked = start(day)
    families.revoke(revoked)
    for (let count = 2; count < 20_000; count += 1) start(10 * day)

    now = 2 * day - 1
    start(10 * day)
    const isKnownBefore = families.isRevoked(revoked)
    now = 2 * day
    start(10 * day)

    expect([isKnownBefore, families.isRevoked(revoked)]).toEqual([true, false])
  })
})
