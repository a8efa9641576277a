import { join } from 'node:path'
import * as z from 'zod/mini'
import { defaultDataFolder } from '../places.ts'
import { choice, optional, required, severalOf, wholeNumber } from './fields.ts'
import { clientId, issuer, origin, postgresUrl, text } from './formats.ts'

export type Settings = ReturnType<typeof readSettings>

const aDay = 86_400
const ports = { min: 0, max: 65_535 }
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/**
 * Reads every setting of the API from the environment, once, at the door. `apiUrl` is undefined when the system
 * chooses the port, `databaseUrl` when PGlite in the data folder is meant, `metricsPort` and `tracesUrl` when nobody
 * wants metrics or traces, `toolsClientId` when the reference is to ask for an app client.
 *
 * @throws Error one message that names every variable at fault, never a value.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  const production = environment.NODE_ENV === 'production'
  const anOrigin = origin({ allowHttp: !production })

  const Environment = z.object({
    COGNITO_ISSUER: required(issuer({ allowHttp: !production })),
    COGNITO_DOMAIN: required(anOrigin),
    COGNITO_CLIENT_IDS: required(severalOf(clientId)),
    COGNITO_TOOLS_CLIENT_ID: optional(clientId),
    // What the system chooses is plain http.
    API_URL: environment.PORT === '0' && !production ? optional(anOrigin) : required(anOrigin),
    WEB_ORIGINS: optional(severalOf(anOrigin)),
    DATABASE_URL: optional(postgresUrl),
    DATA_DIR: optional(text),
    HOST: optional(text),
    PORT: wholeNumber({ ...ports, otherwise: 3000 }),
    CLOCK_SKEW_SECONDS: wholeNumber({ min: 0, max: 300, otherwise: 30 }),
    KEY_SET_MAX_AGE_SECONDS: wholeNumber({ min: 1, max: aDay, otherwise: 300 }),
    KEY_SET_STALE_SECONDS: wholeNumber({ min: 0, max: aDay, otherwise: 3600 }),
    REFRESH_TOKEN_DAYS: wholeNumber({ min: 1, max: 3650, otherwise: 3650 }),
    BODY_LIMIT_BYTES: wholeNumber({ min: 1, max: 10_485_760, otherwise: 102_400 }),
    TRUST_PROXY_HOPS: wholeNumber({ min: 0, max: 10, otherwise: 0 }),
    RATE_LIMIT_PER_MINUTE: wholeNumber({ min: 1, max: 1_000_000, otherwise: 600 }),
    METRICS_PORT: wholeNumber({ ...ports, otherwise: undefined }),
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(anOrigin),
    LOG_LEVEL: choice(logLevels, { otherwise: 'info' }),
  })

  const read = z.safeParse(Environment, environment)
  if (!read.success) throw new Error(faultMessage(read.error.issues))

  const { data } = read
  return {
    issuer: data.COGNITO_ISSUER,
    domain: data.COGNITO_DOMAIN,
    clientIds: data.COGNITO_CLIENT_IDS.split(','),
    toolsClientId: data.COGNITO_TOOLS_CLIENT_ID,
    apiUrl: data.API_URL,
    webOrigins: data.WEB_ORIGINS?.split(',') ?? [],
    databaseUrl: data.DATABASE_URL,
    dataFolder: join(data.DATA_DIR ?? defaultDataFolder, 'api'),
    host: data.HOST ?? '127.0.0.1',
    port: data.PORT,
    clockSkewSeconds: data.CLOCK_SKEW_SECONDS,
    keySetMaxAgeSeconds: data.KEY_SET_MAX_AGE_SECONDS,
    keySetStaleSeconds: data.KEY_SET_STALE_SECONDS,
    refreshTokenDays: data.REFRESH_TOKEN_DAYS,
    bodyLimitBytes: data.BODY_LIMIT_BYTES,
    trustProxyHops: data.TRUST_PROXY_HOPS,
    rateLimitPerMinute: data.RATE_LIMIT_PER_MINUTE,
    metricsPort: data.METRICS_PORT,
    tracesUrl: data.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: data.LOG_LEVEL,
  }
}

function faultMessage(issues: readonly z.core.$ZodIssue[]): string {
  const faults = issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  return `Cannot start the API with these settings: ${faults.join('; ')}`
}
