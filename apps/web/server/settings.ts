import { join } from 'node:path'

/** What the app reads from `/config.json`: which pool, which app client, which API. Nothing here is secret. */
export interface PublicConfig {
  /** The pool's issuer, without a trailing slash. */
  readonly issuer: string
  /** Origin of the pool's sign-in pages. */
  readonly domain: string
  readonly clientId: string
  /** The API's public URL, without a trailing slash. */
  readonly apiUrl: string
  /** How long the app client's refresh tokens live; with it the app can tell when a session will end. */
  readonly refreshTokenSeconds?: number
  /** Ends a session that nobody uses. */
  readonly idleTimeoutSeconds?: number
  /** Whether the pool has pages for passkeys: managed login, with passkeys among its first factors. */
  readonly passkeys?: boolean
}

export interface Settings {
  readonly host: string
  readonly port: number
  /** Where the built app lies. */
  readonly directory: string
  readonly config: PublicConfig
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings of the web server; throws one error that names every variable at fault, never its value. */
export function readSettings(environment: Environment): Settings {
  const { config, faults } = readConfig(environment)
  const port = Number(environment.WEB_PORT ?? '5173')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push('WEB_PORT is not a port number')
  if (faults.length > 0) throw new Error(`Cannot read the settings: ${faults.join('; ')}`)

  return {
    host: environment.WEB_HOST ?? 'localhost',
    port,
    directory: environment.WEB_DIRECTORY ?? join(import.meta.dirname, '../dist'),
    config,
  }
}

/** Reads only what the browser gets: Vite's development server has a host and port of its own. */
export function readPublicConfig(environment: Environment): PublicConfig {
  const { config, faults } = readConfig(environment)
  if (faults.length > 0) throw new Error(`Cannot read the settings: ${faults.join('; ')}`)
  return config
}

function readConfig(environment: Environment): { config: PublicConfig; faults: string[] } {
  const faults: string[] = []

  function readUrl(name: string): string {
    const value = environment[name] ?? ''
    if (value === '') faults.push(`${name} is missing`)
    else if (!isAllowedUrl(value, environment.NODE_ENV === 'production'))
      faults.push(`${name} is not an https URL without a trailing slash (http is for loopback hosts only)`)
    return value
  }

  function readSeconds(name: string): number | undefined {
    const value = environment[name]
    if (value !== undefined && !/^[1-9]\d{0,8}$/.test(value))
      faults.push(`${name} is not a whole number of seconds from 1`)
    return value === undefined ? undefined : Number(value)
  }

  const refreshTokenSeconds = readSeconds('REFRESH_TOKEN_SECONDS')
  const idleTimeoutSeconds = readSeconds('IDLE_TIMEOUT_SECONDS')
  const { PASSKEYS = 'no' } = environment
  if (PASSKEYS !== 'yes' && PASSKEYS !== 'no') faults.push('PASSKEYS is neither "yes" nor "no"')

  const config = {
    issuer: readUrl('COGNITO_ISSUER'),
    domain: readUrl('COGNITO_DOMAIN'),
    clientId: environment.WEB_CLIENT_ID ?? '',
    apiUrl: readUrl('API_URL'),
    ...(refreshTokenSeconds !== undefined && { refreshTokenSeconds }),
    ...(idleTimeoutSeconds !== undefined && { idleTimeoutSeconds }),
    ...(PASSKEYS === 'yes' && { passkeys: true }),
  }
  if (config.clientId === '') faults.push('WEB_CLIENT_ID is missing')

  return { config, faults }
}

function isAllowedUrl(value: string, production: boolean): boolean {
  const url = URL.parse(value)
  if (url === null || value.endsWith('/') || url.search !== '' || url.hash !== '') return false
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && !production && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}
