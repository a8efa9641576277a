import type { SignedIn } from '@lifeguard/react-cognito'

/** How the app speaks of somebody: what the pool knows, else the e-mail, else the user name. */
export function displayName(claims: SignedIn['claims']): string {
  return limited(
    claims.name ??
      claims.given_name ??
      claims.preferred_username ??
      claims.email ??
      claims['cognito:username'],
  )
}

/** What tells two people of the same name apart. */
export function identifier(claims: SignedIn['claims']): string {
  return limited(claims.email ?? claims['cognito:username'])
}

/** One or two letters for the account button. */
export function initials(name: string): string {
  const [first = '', second = ''] = name.split(/[\s@._-]+/)
  return (
    [...first].slice(0, 1).join('') + (name.includes('@') ? '' : [...second].slice(0, 1).join(''))
  ).toUpperCase()
}

/** Federated people carry `Provider_…` in front of their user name; everybody else has a password at the pool. */
export function identityProvider(claims: SignedIn['claims']): string | undefined {
  return /^(Google|Facebook|LoginWithAmazon|SignInWithApple)_/i.exec(claims['cognito:username'])?.[1]
}

function limited(name: string): string {
  const characters = [...name]
  return characters.length > 64 ? `${characters.slice(0, 63).join('')}…` : name
}
