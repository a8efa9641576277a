import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { UserPoolConfig } from '../config/schema.ts'
import type { Journal } from './journal.ts'
import { type Person, toConfigured } from './people.ts'

export interface Passwords {
  /**
   * Whether this is the person's password. It takes two key derivations whoever is asked for, known or not, so that
   * the time tells nobody who has an account.
   */
  isPasswordOf(person: Person | undefined, password: string): Promise<boolean>
  /** Derives what is stored, which takes time; hand it to `set`. */
  prepare(password: string): Promise<StoredPassword>
  set(sub: string, password: StoredPassword): void
}

const storedSchema = z.object({ salt: z.base64url(), hash: z.base64url() })
export type StoredPassword = Readonly<z.output<typeof storedSchema>>

const decoy = 'nobody has this password'

/**
 * A password that was set on the pages takes the place of the one in the config.
 *
 * @param derive makes a key of a password; what takes the time
 */
export function createPasswords(config: UserPoolConfig, journal: Journal, derive = deriveKey): Passwords {
  const stored = journal.table('passwords', { schema: storedSchema, limit: 20_000 })
  const configured = new Map(
    config.users.map((user) => {
      const { person, password } = toConfigured(config, user)
      return [person.sub, password]
    }),
  )

  return {
    async isPasswordOf(person, password) {
      const record = person && stored.get(person.sub)
      const plain = person && configured.get(person.sub)
      const salt = record === undefined ? randomBytes(16) : Buffer.from(record.salt, 'base64url')
      const [given, derived] = await Promise.all([derive(password, salt), derive(plain ?? decoy, salt)])
      const wanted = record === undefined ? derived : Buffer.from(record.hash, 'base64url')
      return timingSafeEqual(given, wanted) && (record ?? plain) !== undefined
    },
    async prepare(password) {
      const salt = randomBytes(16)
      const hash = await derive(password, salt)
      return { salt: salt.toString('base64url'), hash: hash.toString('base64url') }
    },
    set: stored.set,
  }
}

// A quarter of Node's default cost: tests sign in often, and the passwords of a local pool protect nothing real.
function deriveKey(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { cost: 4096 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}
