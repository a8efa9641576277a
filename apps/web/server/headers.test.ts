import { describe, expect, it } from 'vitest'
import { securityHeaders } from './headers.ts'

const deployed = {
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example',
  domain: 'https://auth.example.com',
  clientId: 'example',
  apiUrl: 'https://api.example.com',
}

describe('securityHeaders()', () => {
  it('F-06 · insists on TLS when everything it connects to is reached over TLS', () => {
    const headers = securityHeaders(deployed)

    expect(headers['Strict-Transport-Security']).toBe('max-age=63072000; includeSubDomains; preload')
    expect(headers['Content-Security-Policy']).toContain('upgrade-insecure-requests')
  })

  it('does not upgrade requests to loopback hosts, which have no TLS', () => {
    const headers = securityHeaders({ ...deployed, apiUrl: 'http://localhost:3000' })

    expect(headers['Strict-Transport-Security']).toBeUndefined()
    expect(headers['Content-Security-Policy']).not.toContain('upgrade-insecure-requests')
  })

  it('allows no string to become script, style, markup or frame', () => {
    const policy = securityHeaders(deployed)['Content-Security-Policy']

    expect(policy).not.toContain('unsafe-')
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
    expect(policy).toContain("frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
  })
})
