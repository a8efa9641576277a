import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readSettings } from './read-settings.ts'

const local = {
  COGNITO_ISSUER: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
  COGNITO_DOMAIN: 'http://127.0.0.1:9330',
  COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001,lifeguardmachine0000000001',
  API_URL: 'http://localhost:3000',
  WEB_ORIGINS: 'http://localhost:5173',
}

const aws = {
  NODE_ENV: 'production',
  COGNITO_ISSUER: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
  COGNITO_DOMAIN: 'https://example.auth.eu-central-1.amazoncognito.com',
  COGNITO_CLIENT_IDS: '1example23456789',
  API_URL: 'https://api.example.com',
  WEB_ORIGINS: 'https://app.example.com',
}

describe('readSettings()', () => {
  it('reads the local profile and fills in defaults', () => {
    expect(readSettings(local)).toMatchObject({
      issuer: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
      clientIds: ['lifeguardweb00000000000001', 'lifeguardmachine0000000001'],
      webOrigins: ['http://localhost:5173'],
      databaseUrl: undefined,
      host: '127.0.0.1',
      port: 3000,
      clockSkewSeconds: 30,
      keySetMaxAgeSeconds: 300,
      keySetStaleSeconds: 3600,
      bodyLimitBytes: 102_400,
      trustProxyHops: 0,
      rateLimitPerMinute: 600,
      // A shorter one would end revocations before the refresh tokens that they are to outlive.
      refreshTokenDays: 3650,
      metricsPort: undefined,
      logLevel: 'info',
    })
  })

  it('keeps data in .data at the root of the repository unless told otherwise', () => {
    expect(readSettings(local).dataFolder).toBe(
      fileURLToPath(new URL('../../../../.data/api', import.meta.url)),
    )
    expect(readSettings({ ...local, DATA_DIR: '/srv/notes' }).dataFolder).toBe('/srv/notes/api')
  })

  it.each([
    ['PORT', '65535', { port: 65_535 }],
    ['CLOCK_SKEW_SECONDS', '0', { clockSkewSeconds: 0 }],
    ['CLOCK_SKEW_SECONDS', '300', { clockSkewSeconds: 300 }],
    ['KEY_SET_MAX_AGE_SECONDS', '86400', { keySetMaxAgeSeconds: 86_400 }],
    ['KEY_SET_STALE_SECONDS', '0', { keySetStaleSeconds: 0 }],
    ['KEY_SET_STALE_SECONDS', '86400', { keySetStaleSeconds: 86_400 }],
    ['REFRESH_TOKEN_DAYS', '1', { refreshTokenDays: 1 }],
    ['BODY_LIMIT_BYTES', '10485760', { bodyLimitBytes: 10_485_760 }],
    ['TRUST_PROXY_HOPS', '10', { trustProxyHops: 10 }],
    ['RATE_LIMIT_PER_MINUTE', '1000000', { rateLimitPerMinute: 1_000_000 }],
    ['METRICS_PORT', '0', { metricsPort: 0 }],
    ['HOST', '::1', { host: '::1' }],
    ['COGNITO_CLIENT_IDS', 'a+b,c', { clientIds: ['a+b', 'c'] }],
    ['WEB_ORIGINS', 'https://a.test,http://[::1]', { webOrigins: ['https://a.test', 'http://[::1]'] }],
    ['LOG_LEVEL', 'fatal', { logLevel: 'fatal' }],
    ['LOG_LEVEL', 'error', { logLevel: 'error' }],
    ['LOG_LEVEL', 'warn', { logLevel: 'warn' }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['COGNITO_TOOLS_CLIENT_ID', 'tools', { toolsClientId: 'tools' }],
    ['COGNITO_DOMAIN', 'http://[::1]:9330', { domain: 'http://[::1]:9330' }],
    [
      'COGNITO_ISSUER',
      'http://localhost:9329/us-gov-west-1_A',
      { issuer: 'http://localhost:9329/us-gov-west-1_A' },
    ],
    ['DATABASE_URL', 'postgresql://host/notes', { databaseUrl: 'postgresql://host/notes' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://traces.test', { tracesUrl: 'https://traces.test' }],
  ])('takes %s=%s', (name, value, setting) => {
    expect(readSettings({ ...local, [name]: value })).toMatchObject(setting)
  })

  it('accepts both forms of a Cognito issuer', () => {
    const newer = 'https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'

    expect(readSettings(aws).issuer).toBe(aws.COGNITO_ISSUER)
    expect(readSettings({ ...aws, COGNITO_ISSUER: newer }).issuer).toBe(newer)
    const chinese = 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbCdEf123'
    expect(readSettings({ ...aws, COGNITO_ISSUER: chinese }).issuer).toBe(chinese)
  })

  it('needs no API_URL where the system chooses the port', () => {
    expect(readSettings({ ...local, API_URL: undefined, PORT: '0' }).apiUrl).toBeUndefined()
    expect(() => readSettings({ ...local, API_URL: undefined })).toThrow('API_URL is missing')
  })

  it('lets no origin in when none is named', () => {
    expect(readSettings({ ...local, WEB_ORIGINS: undefined }).webOrigins).toEqual([])
  })

  it('P-20: names every variable at fault in one message, and no value', () => {
    const environment = { ...local, COGNITO_ISSUER: undefined, API_URL: 'ftp://s3cr3t', PORT: 's3cr3t' }

    expect(() => readSettings(environment)).toThrow(
      /COGNITO_ISSUER is missing; API_URL must be .*; PORT must be a whole number from 0 to 65535$/,
    )
    expect(() => readSettings(environment)).not.toThrow(/s3cr3t/)
  })

  it.each(['COGNITO_ISSUER', 'COGNITO_DOMAIN', 'COGNITO_CLIENT_IDS', 'API_URL'])(
    'P-20: does not start without %s',
    (name) => {
      expect(() => readSettings({ ...local, [name]: undefined })).toThrow(
        new RegExp(`^Cannot start the API with these settings: ${name} is missing$`),
      )
    },
  )

  it.each([
    ['COGNITO_ISSUER', ''],
    ['COGNITO_ISSUER', `${local.COGNITO_ISSUER} `],
    ['COGNITO_ISSUER', `${local.COGNITO_ISSUER}/`],
    ['COGNITO_ISSUER', 'http://127.0.0.1:9329/not-a-pool'],
    ['COGNITO_ISSUER', 'https://cognito-idp.evil.example/eu-central-1_AbCdEf123'],
    ['COGNITO_ISSUER', 'http://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'],
    ['COGNITO_ISSUER', `${local.COGNITO_ISSUER}/x`],
    ['COGNITO_ISSUER', 'http://127.0.0.1:9329/x/../us-east-1_Lifeguard'],
    ['COGNITO_ISSUER', `${aws.COGNITO_ISSUER}/x`],
    ['COGNITO_ISSUER', 'http://127.0.0.1:9329/x/us-east-1_Lifeguard'],
    ['COGNITO_ISSUER', 'https://cognito-idp.eu-central-1.amazonaws-com/eu-central-1_AbCdEf123'],
    ['COGNITO_ISSUER', 'https://cognito-idp.eu-central-1-amazonaws.com/eu-central-1_AbCdEf123'],
    ['COGNITO_ISSUER', `https://evil.example/${aws.COGNITO_ISSUER}`],
    ['COGNITO_DOMAIN', 'http://example.com'],
    ['COGNITO_DOMAIN', 'http://localhost.example.com'],
    ['COGNITO_DOMAIN', 'http://127.0.0.1:9330/'],
    ['COGNITO_CLIENT_IDS', ''],
    ['COGNITO_CLIENT_IDS', 'one,'],
    ['COGNITO_CLIENT_IDS', 'one, two'],
    ['COGNITO_CLIENT_IDS', 'one,tw-o'],
    ['COGNITO_CLIENT_IDS', 'x'.repeat(129)],
    ['COGNITO_TOOLS_CLIENT_ID', 'two words'],
    ['API_URL', 'localhost:3000'],
    ['API_URL', 'http://localhost:3000/'],
    ['API_URL', 'ftp://localhost'],
    ['WEB_ORIGINS', '*'],
    ['WEB_ORIGINS', 'null'],
    ['WEB_ORIGINS', ''],
    ['WEB_ORIGINS', 'https://a.test, https://b.test'],
    ['DATABASE_URL', ''],
    ['DATABASE_URL', 'mysql://localhost/notes'],
    ['DATABASE_URL', 'host=localhost postgres://localhost/notes'],
    ['DATABASE_URL', 'postgres://localhost/my notes'],
    ['DATA_DIR', ' '],
    ['HOST', ''],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://traces.test'],
    ['PORT', '65536'],
    ['PORT', '80x'],
    ['PORT', ' 80'],
    ['PORT', '0x50'],
    ['CLOCK_SKEW_SECONDS', 'Infinity'],
    ['CLOCK_SKEW_SECONDS', '-1'],
    ['CLOCK_SKEW_SECONDS', '301'],
    ['CLOCK_SKEW_SECONDS', '1e9'],
    ['KEY_SET_MAX_AGE_SECONDS', '0'],
    ['KEY_SET_MAX_AGE_SECONDS', '86401'],
    ['KEY_SET_STALE_SECONDS', '86401'],
    ['REFRESH_TOKEN_DAYS', '0'],
    ['REFRESH_TOKEN_DAYS', '3651'],
    ['BODY_LIMIT_BYTES', '10485761'],
    ['BODY_LIMIT_BYTES', '100kk'],
    ['BODY_LIMIT_BYTES', '0'],
    ['TRUST_PROXY_HOPS', 'true'],
    ['TRUST_PROXY_HOPS', '11'],
    ['RATE_LIMIT_PER_MINUTE', '0'],
    ['RATE_LIMIT_PER_MINUTE', '1000001'],
    ['METRICS_PORT', ''],
    ['LOG_LEVEL', 'loud'],
  ])('P-20: refuses %s=%j', (name, value) => {
    expect(() => readSettings({ ...local, [name]: value })).toThrow(
      new RegExp(`^Cannot start the API with these settings: ${name} must be [^;]*$`),
    )
  })

  it.each([
    'COGNITO_ISSUER',
    'COGNITO_DOMAIN',
    'API_URL',
    'WEB_ORIGINS',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  ] as const)('M-01: takes no http for %s in production, not even on loopback', (name) => {
    const environment = { ...local, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }

    expect(() => readSettings({ ...aws, [name]: environment[name] })).toThrow(
      new RegExp(`${name} must be .* \\(NODE_ENV is production: no http, not even on loopback\\)`),
    )
    expect(() => readSettings(environment)).not.toThrow()
  })

  it('P-20: says what each must be', () => {
    const faults = {
      COGNITO_DOMAIN: 'x',
      COGNITO_TOOLS_CLIENT_ID: '',
      DATABASE_URL: 'x',
      HOST: '',
      LOG_LEVEL: 'x',
    }

    expect(() => readSettings({ ...local, ...faults })).toThrow(
      [
        'COGNITO_DOMAIN must be an https origin without a trailing slash (http only on a loopback host)',
        'COGNITO_TOOLS_CLIENT_ID must be an app client id',
        'DATABASE_URL must be a "postgres://" URL',
        'HOST must be neither blank nor surrounded by spaces',
        'LOG_LEVEL must be one of fatal, error, warn, info, debug, silent',
      ].join('; '),
    )
  })

  it('M-01: needs API_URL in production on every port: what the system chooses is plain http', () => {
    expect(() => readSettings({ ...aws, API_URL: undefined, PORT: '0' })).toThrow('API_URL is missing')
    expect(readSettings({ ...aws, PORT: '0' })).toMatchObject({ apiUrl: aws.API_URL, port: 0 })
  })
})
