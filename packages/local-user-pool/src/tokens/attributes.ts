import type { AppClient } from '../config/schema.ts'

type Attributes = Readonly<Record<string, string>>

// OpenID Connect Core §5.4; Cognito Developer Guide, "Scopes, M2M, and resource servers".
const attributesOfScope: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
}

/**
 * The attributes that the client may read and these scopes open. `openid` without `email`, `phone` or `profile` opens
 * all of them; custom attributes come with `profile`, and `identities` with every scope.
 */
export function openAttributes(
  attributes: Attributes,
  client: AppClient,
  scopes: readonly string[],
): Attributes {
  const asked = scopes.filter((scope) => scope in attributesOfScope)
  const open = asked.flatMap((scope) => attributesOfScope[scope] ?? [])
  const isOpen = (name: string) =>
    asked.length === 0 ||
    name === 'identities' ||
    open.includes(name) ||
    (name.startsWith('custom:') && asked.includes('profile'))
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => isOpen(name) && mayRead(client, name)),
  )
}

/**
 * The attribute behind `email` or `phone` that the client may not read, if any: its code is then not redeemed. The trap
 * is `email` without `email_verified`. Source: Cognito Developer Guide, "The token issuer endpoint", `invalid_grant`.
 */
export function findUnreadable(client: AppClient, scopes: readonly string[]): string | undefined {
  return ['email', 'phone']
    .filter((scope) => scopes.includes(scope))
    .flatMap((scope) => attributesOfScope[scope] ?? [])
    .find((name) => !mayRead(client, name))
}

function mayRead({ readAttributes }: AppClient, name: string): boolean {
  return readAttributes === undefined || readAttributes.includes(name)
}

/** In the ID token the two `_verified` attributes are booleans, and `identities` is an array; custom ones stay strings whatever their type. */
export function toClaims(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (name === 'email_verified' || name === 'phone_number_verified') return [name, value === 'true']
      if (name === 'identities') return [name, JSON.parse(value)]
      if (name === 'updated_at') return [name, Number(value)]
      return [name, value]
    }),
  )
}
