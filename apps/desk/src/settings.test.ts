import { localProfile } from '@lifeguard/local-user-pool'
import { describe, expect, it } from 'vitest'
import { localClients, localMachineSecret, readSettings } from './settings.ts'

describe('readSettings()', () => {
  it('is the local profile when nothing is set', () => {
    expect(readSettings('/house', {})).toEqual({
      root: '/house',
      dataDir: '/house/.data',
      pool: { kind: 'local', issuerPort: 9329, domainPort: 9330 },
      webClientId: 'lifeguardweb00000000000001',
      apiPort: 3000,
      apiUrl: 'http://localhost:3000',
      webPort: 5173,
      webOrigin: 'http://localhost:5173',
      webOrigins: 'http://localhost:5173',
      allowedIssuers: '',
    })
  })

  it('is a pool elsewhere as soon as an issuer is set: its first client signs in, and the build trusts it', () => {
    const settings = readSettings('/house', {
      COGNITO_ISSUER: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
      COGNITO_DOMAIN: 'https://example.auth.eu-central-1.amazoncognito.com',
      COGNITO_CLIENT_IDS: 'web1, machine2',
    })

    expect(settings.pool.kind).toBe('remote')
    expect(settings.webClientId).toBe('web1')
    expect(settings.allowedIssuers).toBe(
      'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
    )
  })

  it('lets the web app call the API beside the origins that are set', () => {
    const { webOrigins } = readSettings('/house', { WEB_PORT: '8080', WEB_ORIGINS: 'https://app.example' })

    expect(webOrigins).toBe('http://localhost:8080,https://app.example')
  })

  it('is never the local profile in production', () => {
    expect(() => readSettings('/house', { NODE_ENV: 'production' })).toThrow(
      'Cannot start: NODE_ENV=production does not go with the local user pool; unset it, or set COGNITO_ISSUER',
    )
  })

  it('names every variable at fault in one sentence, and no value', () => {
    const env = { COGNITO_ISSUER: 'https://issuer.example', PORT: 'secret', WEB_PORT: '70000' }

    expect(() => readSettings('/house', env)).toThrow(
      'Cannot start: PORT must be a port from 1 to 65535; WEB_PORT must be a port from 1 to 65535; ' +
        'COGNITO_DOMAIN is required beside COGNITO_ISSUER; COGNITO_CLIENT_IDS is required beside COGNITO_ISSUER',
    )
  })
})

describe('localClients', () => {
  it('are the app clients of the local profile', () => {
    const { clients } = localProfile()

    expect(clients.map(({ clientId }) => clientId).sort()).toEqual(Object.values(localClients).sort())
    expect(clients).toContainEqual(
      expect.objectContaining({ clientId: localClients.machine, clientSecret: localMachineSecret }),
    )
  })
})
