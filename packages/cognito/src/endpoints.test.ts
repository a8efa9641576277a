import { describe, expect, it } from 'vitest'
import { userPoolEndpoints } from './endpoints.ts'

describe('userPoolEndpoints()', () => {
  const endpoints = userPoolEndpoints({
    issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
    domain: 'https://example.auth.eu-central-1.amazoncognito.com',
  })

  it('serves discovery and key set under the issuer', () => {
    expect(endpoints.discovery).toBe(
      'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123/.well-known/openid-configuration',
    )
    expect(endpoints.keySet).toBe(
      'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123/.well-known/jwks.json',
    )
  })

  it('serves everything else under the domain', () => {
    expect(endpoints).toMatchObject({
      authorize: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/authorize',
      token: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/token',
      userInfo: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/userInfo',
      revoke: 'https://example.auth.eu-central-1.amazoncognito.com/oauth2/revoke',
      signOut: 'https://example.auth.eu-central-1.amazoncognito.com/logout',
      signUp: 'https://example.auth.eu-central-1.amazoncognito.com/signup',
      forgotPassword: 'https://example.auth.eu-central-1.amazoncognito.com/forgotPassword',
      addPasskey: 'https://example.auth.eu-central-1.amazoncognito.com/passkeys/add',
    })
  })
})
