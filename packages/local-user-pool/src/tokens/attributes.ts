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
 * The attributes that these scopes open. `openid` without `email`, `phone` or `profile` opens all of them; custom
 * attributes come with `profile`.
 */
export function attributesForScopes(attributes: Attributes, scopes: readonly string[]): Attributes {
  const asked = scopes.filter((scope) => scope in attributesOfScope)
  if (asked.length === 0) return attributes

  const open = asked.flatMap((scope) => attributesOfScope[scope] ?? [])
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([name]) => open.includes(name) || (name.startsWith('custom:') && asked.includes('profile')),
    ),
  )
}

/** In the ID token the two `_verified` attributes are booleans; custom ones stay strings whatever their type. */
export function toClaims(attributes: Attributes): Record<string, string | boolean | number> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (name === 'email_verified' || name === 'phone_number_verified') return [name, value === 'true']
      if (name === 'updated_at') return [name, Number(value)]
      return [name, value]
    }),
  )
}
