import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const pool = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example'
const deployed = {
  issuer: pool,
  domain: 'https://auth.example.com',
  clientId: 'example',
  apiUrl: 'https://api.example.com',
}
const local = {
  issuer: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
  domain: 'http://127.0.0.1:9330',
  clientId: 'example',
  apiUrl: 'http://localhost:3000',
}

describe('readConfig()', () => {
  it('accepts an issuer on the list', () => {
    const trust = { allowedIssuers: `https://other.example, ${pool}`, pageHost: 'app.example.com' }

    expect(readConfig(deployed, trust)).toEqual(deployed)
  })

  it('refuses an issuer that is not on the list', () => {
    const trust = { allowedIssuers: 'https://other.example', pageHost: 'app.example.com' }

    expect(() => readConfig(deployed, trust)).toThrow('VITE_ALLOWED_ISSUERS')
  })

  it('accepts a loopback issuer without a list when the page is on a loopback host', () => {
    expect(readConfig(local, { allowedIssuers: '', pageHost: 'localhost' })).toEqual(local)
  })

  it('refuses a loopback issuer when the page is elsewhere', () => {
    const trust = { allowedIssuers: '', pageHost: 'app.example.com' }

    expect(() => readConfig(local, trust)).toThrow('VITE_ALLOWED_ISSUERS')
  })

  it('refuses a remote issuer without a list, even on a loopback host', () => {
    const trust = { allowedIssuers: '', pageHost: 'localhost' }

    expect(() => readConfig(deployed, trust)).toThrow('VITE_ALLOWED_ISSUERS')
  })

  it('offers passkeys only where the file says so', () => {
    const trust = { allowedIssuers: pool, pageHost: 'app.example.com' }

    expect(readConfig({ ...deployed, passkeys: true }, trust).passkeys).toBe(true)
    expect(readConfig({ ...deployed, passkeys: 'true' }, trust)).toEqual(deployed)
  })

  it('takes the life of refresh tokens where it is a number', () => {
    const trust = { allowedIssuers: pool, pageHost: 'app.example.com' }

    expect(readConfig({ ...deployed, refreshTokenSeconds: 3600 }, trust).refreshTokenSeconds).toBe(3600)
    expect(readConfig({ ...deployed, refreshTokenSeconds: 'x' }, trust)).toEqual(deployed)
    expect(readConfig({ ...deployed, idleTimeoutSeconds: 900 }, trust).idleTimeoutSeconds).toBe(900)
    expect(readConfig({ ...deployed, idleTimeoutSeconds: -1 }, trust)).toEqual(deployed)
  })

  it('names the member that does not fit', () => {
    const trust = { allowedIssuers: pool, pageHost: 'app.example.com' }

    expect(() => readConfig({ ...deployed, clientId: 7 }, trust)).toThrow('"clientId"')
    expect(() => readConfig({ ...deployed, apiUrl: 'http://api.example.com' }, trust)).toThrow('"apiUrl"')
    expect(() => readConfig({ ...deployed, domain: 'javascript:alert(1)' }, trust)).toThrow('"domain"')
    expect(() => readConfig(null, trust)).toThrow('no object')
  })
})
