import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const environment = {
  COGNITO_ISSUER: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
  COGNITO_DOMAIN: 'http://127.0.0.1:9330',
  WEB_CLIENT_ID: 'example',
  API_URL: 'http://localhost:3000',
}

describe('readSettings()', () => {
  it('defaults to the address of the local profile', () => {
    const { host, port } = readSettings(environment)

    expect({ host, port }).toEqual({ host: 'localhost', port: 5173 })
  })

  it('names every variable at fault in one message, and no value', () => {
    const faulty = {
      COGNITO_ISSUER: 'http://pool.example/secret',
      WEB_PORT: 'x',
      API_URL: 'https://api.example/',
    }

    expect(() => readSettings(faulty)).toThrow(
      /COGNITO_ISSUER is not.*COGNITO_DOMAIN is missing.*API_URL is not.*WEB_CLIENT_ID is missing.*WEB_PORT is not/,
    )
    expect(() => readSettings(faulty)).not.toThrow('secret')
  })

  it('hands out how long refresh tokens live, where that is known', () => {
    expect(readSettings(environment).config.refreshTokenSeconds).toBeUndefined()
    expect(readSettings({ ...environment, REFRESH_TOKEN_SECONDS: '86400' }).config.refreshTokenSeconds).toBe(
      86_400,
    )
    expect(() => readSettings({ ...environment, REFRESH_TOKEN_SECONDS: '1 day' })).toThrow(
      'REFRESH_TOKEN_SECONDS',
    )
  })

  it('hands out what else differs between pools and products', () => {
    expect(readSettings(environment).config).not.toHaveProperty('passkeys')
    expect(
      readSettings({ ...environment, IDLE_TIMEOUT_SECONDS: '900', PASSKEYS: 'yes' }).config,
    ).toMatchObject({ idleTimeoutSeconds: 900, passkeys: true })
    expect(() => readSettings({ ...environment, IDLE_TIMEOUT_SECONDS: 'soon', PASSKEYS: 'maybe' })).toThrow(
      /IDLE_TIMEOUT_SECONDS is not.*PASSKEYS is neither/,
    )
  })

  it('accepts no plain http in production, loopback included', () => {
    expect(() => readSettings({ ...environment, NODE_ENV: 'production' })).toThrow('COGNITO_ISSUER')
  })
})
