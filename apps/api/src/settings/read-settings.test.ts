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
      metricsPort: undefined,
      logLevel: 'info',
    })
  })

  it('keeps data in .data at the root of the repository unless told otherwise', () => {
    expect(readSettings(local).dataFolder).toBe(new URL('../../../../.data/api', import.meta.url).pathname)
    expect(readSettings({ ...local, DATA_DIR: '/srv/notes' }).dataFolder).toBe('/srv/notes/api')
  })

  it('accepts both forms of a Cognito issuer', () => {
    const newer = 'https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'

    expect(readSettings(aws).issuer).toBe(aws.COGNITO_ISSUER)
    expect(readSettings({ ...aws, COGNITO_ISSUER: newer }).issuer).toBe(newer)
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
    ['COGNITO_DOMAIN', 'http://example.com'],
    ['COGNITO_DOMAIN', 'http://127.0.0.1:9330/'],
    ['COGNITO_CLIENT_IDS', ''],
    ['COGNITO_CLIENT_IDS', 'one,'],
    ['COGNITO_CLIENT_IDS', 'one, two'],
    ['API_URL', 'localhost:3000'],
    ['API_URL', 'http://localhost:3000/'],
    ['WEB_ORIGINS', '*'],
    ['WEB_ORIGINS', 'null'],
    ['WEB_ORIGINS', ''],
    ['DATABASE_URL', ''],
    ['DATABASE_URL', 'mysql://localhost/notes'],
    ['DATA_DIR', ' '],
    ['PORT', '65536'],
    ['CLOCK_SKEW_SECONDS', 'Infinity'],
    ['CLOCK_SKEW_SECONDS', '-1'],
    ['CLOCK_SKEW_SECONDS', '301'],
    ['CLOCK_SKEW_SECONDS', '1e9'],
    ['KEY_SET_MAX_AGE_SECONDS', '0'],
    ['BODY_LIMIT_BYTES', '100kk'],
    ['BODY_LIMIT_BYTES', '0'],
    ['TRUST_PROXY_HOPS', 'true'],
    ['RATE_LIMIT_PER_MINUTE', '0'],
    ['METRICS_PORT', ''],
    ['LOG_LEVEL', 'loud'],
  ])('P-20: refuses %s=%j', (name, value) => {
    expect(() => readSettings({ ...local, [name]: value })).toThrow(
      new RegExp(`^Cannot start the API with these settings: ${name} must be [^;]*$`),
    )
  })

  it.each(['COGNITO_ISSUER', 'COGNITO_DOMAIN', 'API_URL', 'WEB_ORIGINS'] as const)(
    'M-01: takes no http for %s in production, not even on loopback',
    (name) => {
      expect(() => readSettings({ ...aws, [name]: local[name] })).toThrow(`${name} must be`)
    },
  )
})
