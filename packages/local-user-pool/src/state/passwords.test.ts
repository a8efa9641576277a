import { describe, expect, it } from 'vitest'
import { localProfile } from '../config/local-profile.ts'
import { readConfig } from '../config/read-config.ts'
import { openJournal } from './journal.ts'
import { createPasswords } from './passwords.ts'
import { createPeople } from './people.ts'

function setUp() {
  const config = readConfig(localProfile())
  const journal = openJournal(undefined, () => 0)
  let derivations = 0
  const passwords = createPasswords(config, journal, async (password, salt) => {
    derivations += 1
    return Buffer.from(password.padEnd(32).slice(0, 32) + salt.toString('hex'))
  })
  return { people: createPeople(config, journal, () => 0), passwords, derivations: () => derivations }
}

describe('createPasswords()', () => {
  it('works as much for somebody unknown as for the right and the wrong password', async () => {
    const { people, passwords, derivations } = setUp()
    const admin = people.bySignInName('admin@example.com')
    const changed = people.signUp('new@example.com', 'new@example.com')
    passwords.set(changed.sub, await passwords.prepare('N3w-word!'))

    const answers = []
    for (const [person, password] of [
      [admin, 'Passw0rd!'],
      [admin, 'wrong'],
      [changed, 'N3w-word!'],
      [changed, 'wrong'],
      [undefined, 'Passw0rd!'],
      [undefined, 'nobody has this password'],
    ] as const) {
      const before = derivations()
      const isRight = await passwords.isPasswordOf(person, password)
      answers.push([isRight, derivations() - before])
    }

    expect(answers).toEqual([
      [true, 2],
      [false, 2],
      [true, 2],
      [false, 2],
      [false, 2],
      [false, 2],
    ])
  })
})
