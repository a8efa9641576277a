import type { BearerAuthOptions } from './bearer-auth.ts'
import type { Guard } from './guards.ts'
import type { Principal } from './principal.ts'

// What the compiler refuses anyway, for callers in plain JavaScript: a check that is misspelt is a check left out.

/** Throws one error that names every option of `createBearerAuth()` that makes no sense. */
export function checkOptions(options: Partial<BearerAuthOptions<Principal>> = {}): void {
  const { verify, resourceMetadataUrl, realm: _realm, ...unknown } = options
  const faults = Object.keys(unknown).map((name) => `there is no option "${name}"`)
  if (!isUrl(resourceMetadataUrl)) {
    faults.unshift(
      'resourceMetadataUrl must be an absolute URL, such as https://api.example.com/.well-known/oauth-protected-resource',
    )
  }
  if (typeof verify !== 'function') {
    faults.unshift('verify must be a function, such as createAccessTokenVerifier(…).verify')
  }
  if (faults.length > 0) throw new TypeError(`Cannot guard an API: ${faults.join('; ')}`)
}

/** Throws for anything but guards: their names, the functions that make them, or the parts of a request. */
export function checkGuards(guards: readonly Partial<Guard>[]): void {
  if (guards.every((guard) => typeof guard?.admits === 'function')) return
  throw new TypeError(
    "Cannot guard a route: auth.require() takes what user() or allScopes('notes/read') return; call it, and call them",
  )
}

/** Scopes are told apart by spaces (RFC 6749 §3.3), so none of them holds one. */
export function checkScopes(scopes: readonly unknown[]): void {
  if (areNames(scopes) && !scopes.some((scope) => /\s/.test(scope))) return
  throw misnamed('scope', "allScopes('notes/read', 'notes/write')")
}

export function checkGroups(groups: readonly unknown[]): void {
  if (!areNames(groups)) throw misnamed('group', "anyGroup('editors', 'authors')")
}

export function checkClientIds(clientIds: readonly unknown[]): void {
  if (!areNames(clientIds)) throw misnamed('app client', "appClient('1example23456789012345678')")
}

export function isUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value)
}

function areNames(names: unknown): names is readonly string[] {
  return (
    Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string' && name !== '')
  )
}

function misnamed(what: string, example: string): TypeError {
  return new TypeError(`Cannot guard by ${what}: name each as a text of its own, as in ${example}`)
}
