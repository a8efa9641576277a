import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { UserPoolConfig } from '../config/schema.ts'
import type { Journal } from './journal.ts'
import type { ProvenIdentity } from './provider-codes.ts'

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
  /** Whom an identity provider vouches for; somebody new at the first time. */
  federate(identity: ProvenIdentity): Person
  /** Their mail arrived: the account and the address are confirmed. */
  confirm(sub: string): void
}

const signedUpSchema = z.object({
  username: z.string(),
  attributes: z.record(z.string(), z.string()),
  groups: z.array(z.string()).default([]),
  isConfirmed: z.boolean(),
})

/** Those of the config, and those who signed up or came from a provider. The first are as the config says at every start. */
export function createPeople(config: UserPoolConfig, journal: Journal, now: () => number): People {
  const configured = config.users.map((user) => toConfigured(config, user))
  const signedUp = journal.table('people', { schema: signedUpSchema, limit: 10_000 })

  const subs = new Map(configured.map(({ name, person }) => [name, person.sub]))
  const configuredBySub = new Map(configured.map(({ person }) => [person.sub, person]))
  for (const [sub, { username, attributes }] of signedUp.entries()) {
    const isFederated = attributes.identities !== undefined
    const typed = config.signInWith === 'email' && !isFederated ? attributes.email : username
    const name = toName(typed ?? '')
    // The config may have got somebody of this name since: that is who signs in with it.
    if (!subs.has(name)) subs.set(name, sub)
  }

  function bySub(sub: string): Person | undefined {
    const stored = signedUp.get(sub)
    return configuredBySub.get(sub) ?? (stored && { sub, ...stored })
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
      const attributes = { email, email_verified: 'false' }
      const person = { username, attributes, groups: [], isConfirmed: false }
      signedUp.set(sub, person)
      subs.set(toName(name), sub)
      return { sub, ...person }
    },
    federate({ provider, email }) {
      const userId = toSub(provider, email).replaceAll('-', '')
      const username = `${provider}_${userId}`
      const known = bySub(subs.get(toName(username)) ?? '')
      if (known !== undefined) return known

      const sub = randomUUID()
      const identities = toIdentities(provider, userId, now())
      const attributes = { email, email_verified: 'false', identities }
      // Source of the group: decoded tokens that people published.
      const person = { username, attributes, groups: [`${config.poolId}_${provider}`], isConfirmed: true }
      signedUp.set(sub, person)
      subs.set(toName(username), sub)
      return { sub, ...person }
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

/** The attribute `identities`. Source: Cognito Developer Guide, "Understanding the identity (ID) token". */
function toIdentities(provider: string, userId: string, now: number): string {
  const social = ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple']
  const providerType = social.includes(provider) ? provider : 'OIDC'
  const dates = { primary: 'true', dateCreated: String(now) }
  return JSON.stringify([{ userId, providerName: provider, providerType, issuer: null, ...dates }])
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
