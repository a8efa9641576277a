import { resolve } from 'node:path'

/** Where the three servers run and which user pool they trust. */
export interface Settings {
  readonly root: string
  readonly dataDir: string
  /** The local user pool, or an issuer somewhere else: then no pool is started. */
  readonly pool:
    | { readonly kind: 'local'; readonly issuerPort: number; readonly domainPort: number }
    | {
        readonly kind: 'remote'
        readonly issuer: string
        readonly domain: string
        readonly clientIds: string
      }
  readonly webClientId: string
  readonly apiPort: number
  readonly apiUrl: string
  readonly webPort: number
  readonly webOrigin: string
  /** What may call the API from a browser, separated by commas: the web app, and the origins in `WEB_ORIGINS`. */
  readonly webOrigins: string
  /** The issuers that the web app is built to trust, separated by commas: the pool it is started for, unless said otherwise. */
  readonly allowedIssuers: string
}

/** Thrown when a setting cannot be used; the message is one sentence for the person at the terminal. */
export class SettingsError extends Error {}

/**
 * Reads what `npm start` needs. Everything has a default as long as no `COGNITO_ISSUER` is given: the local profile.
 *
 * @throws {SettingsError} naming every variable at fault, never its value
 */
export function readSettings(root: string, env: NodeJS.ProcessEnv): Settings {
  const faults: string[] = []
  const port = (name: string, fallback: number): number => {
    const text = env[name]
    if (text === undefined || text === '') return fallback
    if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return Number(text)
    faults.push(`${name} must be a port from 1 to 65535`)
    return fallback
  }
  const required = (name: string): string => {
    const text = env[name]?.trim() ?? ''
    if (text === '') faults.push(`${name} is required beside COGNITO_ISSUER`)
    return text
  }

  const apiPort = port('PORT', 3000)
  const webPort = port('WEB_PORT', 5173)
  const webOrigin = `http://localhost:${webPort}`
  const issuer = env.COGNITO_ISSUER?.trim()
  const pool: Settings['pool'] = issuer
    ? {
        kind: 'remote',
        issuer,
        domain: required('COGNITO_DOMAIN'),
        clientIds: required('COGNITO_CLIENT_IDS'),
      }
    : {
        kind: 'local',
        issuerPort: port('POOL_ISSUER_PORT', 9329),
        domainPort: port('POOL_DOMAIN_PORT', 9330),
      }
  // Else pool and API each refuse for a reason of their own, and not every one of them is the right one.
  if (pool.kind === 'local' && env.NODE_ENV === 'production') {
    faults.push('NODE_ENV=production does not go with the local user pool; unset it, or set COGNITO_ISSUER')
  }
  if (faults.length > 0) throw new SettingsError(`Cannot start: ${faults.join('; ')}`)

  return {
    root,
    dataDir: resolve(root, env.DATA_DIR || '.data'),
    pool,
    webClientId: env.WEB_CLIENT_ID || (pool.kind === 'remote' ? firstOf(pool.clientIds) : localClients.web),
    apiPort,
    apiUrl: env.API_URL || `http://localhost:${apiPort}`,
    webPort,
    webOrigin,
    webOrigins: [webOrigin, ...(env.WEB_ORIGINS ? [env.WEB_ORIGINS] : [])].join(','),
    allowedIssuers: env.VITE_ALLOWED_ISSUERS ?? (issuer?.startsWith('https:') ? issuer : ''),
  }
}

/** The app clients of the local profile, whose tokens the API of `npm start` accepts. */
export const localClients = {
  web: 'lifeguardweb00000000000001',
  tools: 'lifeguardtools000000000001',
  machine: 'lifeguardmachine0000000001',
} as const
export const localMachineSecret = 'local-machine-secret'

function firstOf(list: string): string {
  return list.split(',')[0]?.trim() ?? ''
}
