import type { RestrictedAccess } from '@lifeguard/api-contract'
import { describe, expect, it } from 'vitest'
import { toGuards } from './access-guards.ts'

const described = (access: RestrictedAccess) => toGuards(access).map(({ description }) => description)

describe('toGuards()', () => {
  it('has a guard for everything that the contract asks for, the one that a new sign-in helps last', () => {
    expect(
      described({
        signedInWithinSeconds: 300,
        groups: ['admins', 'staff'],
        kind: 'user',
        scopes: ['notes/read', 'notes/write'],
      }),
    ).toEqual(['scope notes/read and notes/write', 'user', 'group admins or staff', 'signed in within 300 s'])
    expect(described({ kind: 'machine' })).toEqual(['machine'])
  })

  it('has none where any valid access token will do', () => {
    expect(described({})).toEqual([])
  })

  it('opens nothing by a list that is empty', () => {
    // @ts-expect-error: in one of no groups is nobody, and a list that was emptied by mistake must not mean everybody.
    expect(() => toGuards({ groups: [] })).toThrow('Cannot guard by group')
    // @ts-expect-error: the same.
    expect(() => toGuards({ scopes: [] })).toThrow('Cannot guard by scope')
  })
})
