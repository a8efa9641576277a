import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { UserPoolConfig } from '../config/schema.ts'
import type { Journal } from './journal.ts'

/** A user of the pool. Attribute values are strings, as Cognito keeps them. */
export interface Person {
  readonly sub: string
  readonly username: string
  readonly attributes: Readonly<Record<string, string>>
  readonly groups: readonly string[]
  /** False from the sign-up until the code of the mail came back. */
  readonly isConfirmed: boolean
}

export interface People {
  /** By what people type to sign in: e-mail address or username, in any case, as Cognito's default is. */
  bySignInName(name: string): Person | undefined
  bySub(sub: string): Person | undefined
  /** Somebody new, not yet confirmed. The name must be free. */
  signUp(name: string, email: string): Person
  /** Their mail arrived: the account and the address are confirmed. */
  confirm(sub: string): void
}

const signedUpSchema = z.object({
  username: z.string(),
  attributes: z.record(z.string(), z.string()),
  isConfirmed: z.boolean(),
})

/** Those of the config, and those who signed up. The first are as the config says at every start. */
export function createPeople(config: UserPoolConfig, journal: Journal): People {
  const configured = config.users.map((user) => toConfigured(config, user))
  const signedUp = journal.table('people', { schema: signedUpSchema, limit: 10_000 })

  const subs = new Map(configured.map(({ name, person }) => [name, person.sub]))
  const configuredBySub = new Map(configured.map(({ person }) => [person.sub, person]))
  for (const [sub, { username, attributes }] of signedUp.entries()) {
    subs.set(toName(config.signInWith === 'email' ? (attributes.email ?? '') : username), sub)
  }

  function bySub(sub: string): Person | undefined {
    const stored = signedUp.get(sub)
    return configuredBySub.get(sub) ?? (stored && { sub, groups: [], ...stored })
  }

  return {
    bySub,
    bySignInName(name) {
      const sub = subs.get(toName(name))
      return sub === undefined ? undefined : bySub(sub)
    },
    signUp(name, email) {
      const sub = randomUUID()
      const username = config.signInWith === 'email' ? sub : name
      const person = { username, attributes: { email, email_verified: 'false' }, isConfirmed: false }
      signedUp.set(sub, person)
      subs.set(toName(name), sub)
      return { sub, groups: [], ...person }
    },
    confirm(sub) {
      const stored = signedUp.get(sub)
      if (stored === undefined) return
      const attributes = { ...stored.attributes, email_verified: 'true' }
      signedUp.set(sub, { ...stored, attributes, isConfirmed: true })
    },
  }
}

/** A user of the config by its sign-in name. */
export function toConfigured(
  config: UserPoolConfig,
  user: UserPoolConfig['users'][number],
): { name: string; person: Person; password: string } {
  const signInName = (config.signInWith === 'email' ? user.attributes.email : user.username) ?? ''
  const sub = user.sub ?? toSub(config.poolId, signInName)
  const person = {
    sub,
    username: config.signInWith === 'email' ? sub : signInName,
    attributes: withVerified(user.attributes),
    groups: user.groups,
    isConfirmed: true,
  }
  return { name: toName(signInName), person, password: user.password }
}

function toName(typed: string): string {
  return typed.trim().toLowerCase()
}

/** The same person keeps the same subject, even after the data folder is deleted. It looks like Cognito's. */
function toSub(poolId: string, signInName: string): string {
  const hex = createHash('sha256').update(`${poolId}\n${signInName.toLowerCase()}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

/** Who sets up a user by hand vouches for the address, unless the config says otherwise. */
function withVerified(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const verified: Record<string, string> = {}
  if (attributes.email !== undefined) verified.email_verified = 'true'
  if (attributes.phone_number !== undefined) verified.phone_number_verified = 'true'
  return { ...verified, ...attributes }
}
