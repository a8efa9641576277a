/** Where the app finds its pool and its API; one build serves every stage. */
export interface AppConfig {
  readonly issuer: string
  readonly domain: string
  readonly clientId: string
  readonly apiUrl: string
  /** How long the app client's refresh tokens live; absent where nobody has said so. */
  readonly refreshTokenSeconds?: number
  /** Ends a session that nobody uses; absent where sessions may be idle. */
  readonly idleTimeoutSeconds?: number
  /** Whether the pool has pages for passkeys. */
  readonly passkeys?: boolean
}

/** Reads `/config.json`; throws when it cannot be had, is malformed, or names an issuer this build does not trust. */
export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json', { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`Cannot read "/config.json": the server answered ${response.status}`)

  return readConfig(await response.json(), {
    allowedIssuers: import.meta.env.VITE_ALLOWED_ISSUERS ?? '',
    pageHost: location.hostname,
  })
}

/**
 * Checks a configuration against the allow-list that was built into the app (issuers separated by commas), so that a
 * poisoned file cannot hand the app to somebody else's pool. A page on a loopback host may use a loopback issuer: who
 * can change files there has the machine already, and everybody's local profile works without a list.
 */
export function readConfig(value: unknown, trust: { allowedIssuers: string; pageHost: string }): AppConfig {
  if (typeof value !== 'object' || value === null)
    throw new Error('Cannot use "/config.json": it is no object')

  const members = new Map<string, unknown>(Object.entries(value))
  function text(name: keyof AppConfig): string {
    const member = members.get(name)
    if (typeof member === 'string' && member !== '') return member
    throw new Error(`Cannot use "/config.json": "${name}" is no text`)
  }
  function url(name: keyof AppConfig): string {
    const address = text(name)
    const parsed = URL.parse(address)
    const trusted =
      parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname))
    if (trusted && !address.endsWith('/')) return address
    throw new Error(`Cannot use "/config.json": "${name}" is no https URL without a trailing slash`)
  }

  function seconds(name: 'refreshTokenSeconds' | 'idleTimeoutSeconds'): Partial<AppConfig> {
    const member = members.get(name)
    return typeof member === 'number' && member > 0 ? { [name]: member } : {}
  }

  const config = {
    issuer: url('issuer'),
    domain: url('domain'),
    clientId: text('clientId'),
    apiUrl: url('apiUrl'),
    ...seconds('refreshTokenSeconds'),
    ...seconds('idleTimeoutSeconds'),
    ...(members.get('passkeys') === true && { passkeys: true }),
  }
  const allowed = trust.allowedIssuers.split(',').map((issuer) => issuer.trim())
  const local = isLoopback(trust.pageHost) && isLoopback(new URL(config.issuer).hostname)
  if (!local && !allowed.includes(config.issuer))
    throw new Error(
      'Cannot use "/config.json": its issuer is not among the VITE_ALLOWED_ISSUERS of this build',
    )

  return config
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
}
