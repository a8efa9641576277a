import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { localProfile } from '../config/local-profile.ts'
import { readConfig } from '../config/read-config.ts'
import type { UserPoolConfigInput } from '../config/schema.ts'
import { openJournal } from './journal.ts'
import { createPeople, type People } from './people.ts'

const folder = mkdtempSync(join(tmpdir(), 'people-'))
afterAll(() => rmSync(folder, { recursive: true }))

const profile: UserPoolConfigInput = localProfile()
const byUsername: UserPoolConfigInput = { ...profile, signInWith: 'username', users: [] }

/** The people of a pool as it starts with this file, written to by those before it. */
function start(file: string, config = profile): People {
  const journal = openJournal(join(folder, file), () => 7)
  const people = createPeople(readConfig(config), journal, () => 7)
  journal.begin()
  return people
}

describe('people who signed up', () => {
  it('are found after a restart by the address they sign in with, confirmed as they were', () => {
    const before = start('addresses')
    const confirmed = before.signUp('Nora@Example.com', 'Nora@Example.com')
    before.confirm(confirmed.sub)
    before.signUp('otto@example.com', 'otto@example.com')

    const after = start('addresses')

    expect(after.bySignInName(' nora@example.COM')).toEqual(before.bySub(confirmed.sub))
    expect(after.bySignInName('nora@example.com')).toMatchObject({
      sub: confirmed.sub,
      username: confirmed.sub,
      attributes: { email: 'Nora@Example.com', email_verified: 'true' },
      isConfirmed: true,
    })
    expect(after.bySignInName('otto@example.com')).toMatchObject({
      attributes: { email_verified: 'false' },
      isConfirmed: false,
    })
  })

  it('are found by their username alone, where people sign in with that', () => {
    const { sub } = start('usernames', byUsername).signUp('Nora', 'nora@example.com')

    const after = start('usernames', byUsername)

    expect(after.bySignInName('nora')).toMatchObject({ sub, username: 'Nora' })
    expect(after.bySignInName('nora@example.com')).toBeUndefined()
  })

  it('leave their address to somebody whom the config has under it since', () => {
    const { sub } = start('overtaken').signUp('nora@example.com', 'nora@example.com')
    const user = {
      sub: 'nora',
      password: 'Passw0rd!',
      groups: ['admins'],
      attributes: { email: 'Nora@example.com' },
    }

    const after = start('overtaken', { ...profile, users: [user] })

    expect(after.bySignInName('nora@example.com')).toMatchObject({ sub: 'nora', groups: ['admins'] })
    expect(after.bySub(sub)).toMatchObject({ sub })
  })
})

describe('people from an identity provider', () => {
  it('are the same after a restart, and nobody who signs in with an address', () => {
    const gina = { provider: 'Google', email: 'gina@example.com' }
    const before = start('providers').federate(gina)

    const after = start('providers')

    expect(after.bySignInName('gina@example.com')).toBeUndefined()
    expect(after.federate(gina)).toEqual(before)
    expect(before.attributes).toMatchObject({ email: 'gina@example.com', email_verified: 'false' })
  })
})
