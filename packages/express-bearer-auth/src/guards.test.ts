import { describe, expect, it } from 'vitest'
import {
  allGroups,
  allScopes,
  anyGroup,
  anyScope,
  appClient,
  type Guard,
  machine,
  noGroup,
  predicate,
  recentSignIn,
  user,
} from './guards.ts'
import type { MachinePrincipal, UserPrincipal } from './principal.ts'

const person: UserPrincipal = {
  kind: 'user',
  issuer: 'https://issuer.example',
  subject: 'jane',
  clientId: 'web',
  scopes: ['a', 'b'],
  groups: ['editors', 'authors'],
  username: 'jane',
  authTime: 1000,
  expiresAt: 5000,
}
const robot: MachinePrincipal = {
  kind: 'machine',
  issuer: 'https://issuer.example',
  subject: 'robot',
  clientId: 'robot',
  scopes: ['a'],
  expiresAt: 5000,
}

const admits = (guard: Guard) => ({ person: guard.admits(person), robot: guard.admits(robot) })

describe('guards', () => {
  it('tell people from machines', () => {
    expect(admits(user())).toEqual({ person: true, robot: false })
    expect(admits(machine())).toEqual({ person: false, robot: true })
  })

  it('ask for all or any of some scopes', () => {
    expect(admits(allScopes('a'))).toEqual({ person: true, robot: true })
    expect(admits(allScopes('a', 'b'))).toEqual({ person: true, robot: false })
    expect(admits(anyScope('b', 'c'))).toEqual({ person: true, robot: false })
    expect(admits(anyScope('c', 'A'))).toEqual({ person: false, robot: false })
  })

  it('ask for all, any or none of some groups, of people alone', () => {
    expect(admits(allGroups('editors', 'authors'))).toEqual({ person: true, robot: false })
    expect(admits(allGroups('editors', 'admins'))).toEqual({ person: false, robot: false })
    expect(admits(anyGroup('admins', 'authors'))).toEqual({ person: true, robot: false })
    expect(admits(anyGroup('admins', 'author'))).toEqual({ person: false, robot: false })
    expect(admits(noGroup('suspended'))).toEqual({ person: true, robot: false })
    expect(admits(noGroup('suspended', 'editors'))).toEqual({ person: false, robot: false })
  })

  it('ask for an app client', () => {
    expect(admits(appClient('web', 'phone'))).toEqual({ person: true, robot: false })
    expect(admits(appClient('robot'))).toEqual({ person: false, robot: true })
  })

  it('ask for a sign-in that is no older than some seconds', () => {
    const at = (seconds: number) => recentSignIn({ maxAgeSeconds: 300, now: () => seconds * 1000 })

    expect(admits(at(1300))).toEqual({ person: true, robot: false })
    expect(admits(at(1301))).toEqual({ person: false, robot: false })
  })

  it('ask anything else of the caller', () => {
    const guard = predicate('subject begins with j', ({ subject }) => subject.startsWith('j'))

    expect(admits(guard)).toEqual({ person: true, robot: false })
    expect(guard.denial).toMatchObject({ status: 403, message: 'You may not do this' })
  })

  it('name every scope that opens the door in the challenge, and no group anywhere', () => {
    const challengeOf = ({ denial }: Guard) => (typeof denial === 'function' ? null : denial.challenge)

    expect(challengeOf(allScopes('a', 'b'))).toMatchObject({ error: 'insufficient_scope', scope: 'a b' })
    expect(challengeOf(anyScope('a', 'b'))).toMatchObject({ error: 'insufficient_scope', scope: 'a b' })
    for (const guard of [allGroups('secret'), anyGroup('secret'), noGroup('secret')]) {
      expect(JSON.stringify(guard.denial)).not.toContain('secret')
      expect(challengeOf(guard)).toBe(undefined)
    }
  })

  it('have a description for route tables', () => {
    expect(
      [allScopes('a', 'b'), anyScope('a', 'b'), noGroup('x'), recentSignIn({ maxAgeSeconds: 60 })].map(
        ({ description }) => description,
      ),
    ).toEqual(['scope a and b', 'scope a or b', 'not group x', 'signed in within 60 s'])
  })
})
