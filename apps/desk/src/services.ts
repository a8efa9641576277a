import { localClients, type Settings } from './settings.ts'

/** One server as a child process: its script, arguments and the environment on top of ours. */
export interface Service {
  readonly name: 'pool' | 'api' | 'web'
  readonly nodeArgs: readonly string[]
  readonly script: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Where it listens, each by the setting that says so. */
  readonly ports: Readonly<Record<string, number>>
}

/** How the web app is served: the build with its production headers, or Vite's dev server with reload. */
export type WebMode = 'build' | 'dev'

// What refresh tokens of the local profile live, as Cognito's do unless told otherwise.
const thirtyDays = 30 * 24 * 60 * 60

/** The servers of a deployment in the order in which they are printed. */
export function servicesOf(settings: Settings, web: WebMode): Service[] {
  const { issuer, domain, clientIds } = poolAddress(settings)
  const services: Service[] = [
    {
      name: 'api',
      nodeArgs: web === 'dev' ? ['--watch', '--watch-preserve-output'] : [],
      script: 'apps/api/src/main.ts',
      args: [],
      ports: { PORT: settings.apiPort },
      env: {
        COGNITO_ISSUER: issuer,
        COGNITO_DOMAIN: domain,
        COGNITO_CLIENT_IDS: clientIds,
        ...(settings.pool.kind === 'local' && { COGNITO_TOOLS_CLIENT_ID: localClients.tools }),
        API_URL: settings.apiUrl,
        WEB_ORIGINS: settings.webOrigins,
        DATA_DIR: settings.dataDir,
        PORT: String(settings.apiPort),
      },
    },
    {
      name: 'web',
      nodeArgs: [],
      script: web === 'dev' ? 'apps/web/server/dev.ts' : 'apps/web/server/main.ts',
      args: [],
      ports: { WEB_PORT: settings.webPort },
      env: {
        COGNITO_ISSUER: issuer,
        COGNITO_DOMAIN: domain,
        WEB_CLIENT_ID: settings.webClientId,
        API_URL: settings.apiUrl,
        ...(settings.pool.kind === 'local' && { REFRESH_TOKEN_SECONDS: String(thirtyDays) }),
        WEB_PORT: String(settings.webPort),
        VITE_ALLOWED_ISSUERS: settings.allowedIssuers,
      },
    },
  ]
  if (settings.pool.kind === 'local') {
    const { issuerPort, domainPort } = settings.pool
    services.unshift({
      name: 'pool',
      nodeArgs: [],
      script: 'packages/local-user-pool/src/main.ts',
      args: [
        ...['--data', `${settings.dataDir}/pool`],
        ...['--issuer-port', String(issuerPort)],
        ...['--domain-port', String(domainPort)],
        ...['--web-origin', settings.webOrigin],
        ...['--api-url', settings.apiUrl],
      ],
      ports: { POOL_ISSUER_PORT: issuerPort, POOL_DOMAIN_PORT: domainPort },
      env: {},
    })
  }
  return services
}

/** The pool that API and web app are pointed at. */
export function poolAddress({ pool }: Settings): { issuer: string; domain: string; clientIds: string } {
  if (pool.kind === 'remote') return pool
  return {
    issuer: `http://127.0.0.1:${pool.issuerPort}/us-east-1_Lifeguard`,
    domain: `http://127.0.0.1:${pool.domainPort}`,
    clientIds: Object.values(localClients).join(','),
  }
}
