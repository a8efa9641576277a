import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { People, Person } from './people.ts'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

const decoy = 'nobody has this password'

/**
 * Whether this is the person's password. It takes two key derivations whoever is asked for, known or not, so that the
 * time tells nobody who has an account.
 */
export async function isPasswordOf(
  people: People,
  person: Person | undefined,
  password: string,
): Promise<boolean> {
  const expected = person && people.configuredPassword(person.sub)
  const salt = randomBytes(16)
  const [given, wanted] = await Promise.all([derive(password, salt, 32), derive(expected ?? decoy, salt, 32)])
  return timingSafeEqual(given, wanted) && expected !== undefined
}
