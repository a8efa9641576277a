import { scopes } from '@lifeguard/api-contract'
import type { UserPool } from '@lifeguard/cognito'
import { poolAddress } from '../services.ts'
import { localClients, localMachineSecret, readSettings, SettingsError } from '../settings.ts'
import type { MachineClient } from './machine-token.ts'

/** What to ask for, where, and as whom. */
export interface TokenSettings {
  readonly pool: UserPool
  readonly client:
    | { readonly kind: 'person'; readonly clientId: string; readonly scope: string }
    | ({ readonly kind: 'machine' } & MachineClient)
  readonly opensBrowser: boolean
}

/** How to use it, in the words of the terminal. */
const usage = `Prints an access token for the API, and nothing else, on standard output.

  pnpm --silent token                  signs you in with your browser
  pnpm --silent token --machine        as an app client on its own behalf

  --scope "a b"    the scopes to ask for
  --no-open        prints the address instead of opening the browser`

// Named for people alone: Cognito is said to give a code that cannot be exchanged when an authorize request names none.
const ofPeople = ['openid', 'profile', 'email', ...Object.keys(scopes)].join(' ')

/**
 * Reads the command line and the same environment as `npm start`; beside the local profile, also `TOOLS_CLIENT_ID`, or
 * `MACHINE_CLIENT_ID` and `MACHINE_CLIENT_SECRET`.
 *
 * @throws {SettingsError} in one sentence
 */
export function readTokenSettings(
  root: string,
  env: NodeJS.ProcessEnv,
  words: readonly string[],
): TokenSettings {
  const { isMachine, scope, opensBrowser } = readWords(words)
  const settings = readSettings(root, env)
  const { issuer, domain } = poolAddress(settings)
  const isLocal = settings.pool.kind === 'local'

  const required = (name: string, local: string): string => {
    const value = env[name] || (isLocal ? local : '')
    if (value === '') throw new SettingsError(`Cannot get a token: ${name} is required beside COGNITO_ISSUER`)
    return value
  }
  const client = isMachine
    ? ({
        kind: 'machine',
        clientId: required('MACHINE_CLIENT_ID', localClients.machine),
        clientSecret: required('MACHINE_CLIENT_SECRET', localMachineSecret),
        scope,
      } as const)
    : ({
        kind: 'person',
        clientId: required('TOOLS_CLIENT_ID', localClients.tools),
        scope: scope ?? ofPeople,
      } as const)
  return { pool: { issuer, domain }, client, opensBrowser }
}

function readWords(words: readonly string[]) {
  const read = { isMachine: false, scope: undefined as string | undefined, opensBrowser: true }
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--machine') read.isMachine = true
    else if (word === '--no-open') read.opensBrowser = false
    else if (word === '--scope' && rest[0] !== undefined) read.scope = rest.shift()
    else throw new SettingsError(usage)
  }
  return read
}
