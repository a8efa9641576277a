import { createHash } from 'node:crypto'
import type { UserPoolConfig } from '../config/schema.ts'

/** A user of the pool. Attribute values are strings, as Cognito keeps them. */
export interface Person {
  readonly sub: string
  readonly username: string
  readonly attributes: Readonly<Record<string, string>>
  readonly groups: readonly string[]
}

export interface People {
  /** By what people type to sign in: e-mail address or username, in any case, as Cognito's default is. */
  bySignInName(name: string): Person | undefined
  bySub(sub: string): Person | undefined
  /** The password that the config gives; undefined for somebody it does not know. */
  configuredPassword(sub: string): string | undefined
}

/** The people of the config. */
export function createPeople(config: UserPoolConfig): People {
  const configured = config.users.map((user) => {
    const signInName = (config.signInWith === 'email' ? user.attributes.email : user.username) ?? ''
    const sub = user.sub ?? toSub(config.poolId, signInName)
    const person: Person = {
      sub,
      username: config.signInWith === 'email' ? sub : signInName,
      attributes: withVerified(user.attributes),
      groups: user.groups,
    }
    return { signInName: signInName.toLowerCase(), person, password: user.password }
  })
  const byName = new Map(configured.map((entry) => [entry.signInName, entry.person]))
  const bySub = new Map(configured.map((entry) => [entry.person.sub, entry]))

  return {
    bySignInName: (name) => byName.get(name.trim().toLowerCase()),
    bySub: (sub) => bySub.get(sub)?.person,
    configuredPassword: (sub) => bySub.get(sub)?.password,
  }
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
