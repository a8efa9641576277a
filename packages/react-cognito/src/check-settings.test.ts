import { expect, it } from 'vitest'
import { checkSettings } from './check-settings.ts'

const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'
const page = { origin: 'http://localhost:5173', isSecureContext: true }
const settings = {
  issuer,
  domain: 'https://example.auth.eu-central-1.amazoncognito.com',
  clientId: '1example23456789',
  scope: 'openid email',
  redirectUri: 'http://localhost:5173/callback',
  signOutUri: 'http://localhost:5173/',
}
const check = (changes: object) => () => checkSettings({ ...settings, ...changes }, page)

it('takes settings that can work, at AWS and at home', () => {
  expect(check({})).not.toThrow()
  expect(
    check({ issuer: 'http://127.0.0.1:9329/us-east-1_Lifeguard', domain: 'http://127.0.0.1:9330' }),
  ).not.toThrow()
  expect(
    check({ issuer: 'http://localhost:9329/us-east-1_Lifeguard', domain: 'http://[::1]:9330' }),
  ).not.toThrow()
  expect(check({ domain: 'https://auth.example.com', store: 'memory' })).not.toThrow()
  expect(check({ refreshTokenSeconds: 3600, idleTimeoutSeconds: undefined, apiUrl: '' })).not.toThrow()
})

it('says what an issuer is', () => {
  for (const wrong of [
    `${issuer}/`,
    `${issuer}/.well-known/jwks.json`,
    'https://example.auth.eu-central-1.amazoncognito.com',
    'https://auth.example.com',
    'http://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
    'eu-central-1_AbCdEf123',
  ]) {
    expect(check({ issuer: wrong }), wrong).toThrow(
      `Cannot make a session: issuer "${wrong}" must be as in "iss", https://cognito-idp.{region}.amazonaws.com/{poolId}, without a slash at its end`,
    )
  }
})

it('says what a domain is', () => {
  for (const wrong of [
    'https://example.auth.eu-central-1.amazoncognito.com/',
    'example.auth.eu-central-1.amazoncognito.com',
    'http://example.auth.eu-central-1.amazoncognito.com',
    issuer,
  ]) {
    expect(check({ domain: wrong }), wrong).toThrow(
      `Cannot make a session: domain "${wrong}" must be where people sign in, https://{prefix}.auth.{region}.amazoncognito.com or your own, without a path or slash`,
    )
  }
})

it('says what the other settings are', () => {
  expect(check({ clientId: '' })).toThrow('clientId "" must be the public app client')
  for (const scope of ['notes/read', 'openid,email', ['openid'], undefined]) {
    expect(check({ scope })).toThrow(
      `scope "${scope}" must hold "openid", and single spaces between the scopes`,
    )
  }
  for (const redirectUri of ['/callback', undefined, 'http://127.0.0.1:5173/callback']) {
    expect(check({ redirectUri })).toThrow(
      `redirectUri "${redirectUri}" must be the whole callback URL, at "http://localhost:5173" where this page is`,
    )
  }
  for (const signOutUri of ['/', undefined]) {
    expect(check({ signOutUri })).toThrow(`signOutUri "${signOutUri}" must be a whole URL`)
  }
  expect(check({ store: 'session' })).toThrow('store "session" must be "split", "memory" or "local"')
  expect(check({ refreshTokenSeconds: '3600' })).toThrow(
    'refreshTokenSeconds "3600" must be a number above 0',
  )
  expect(check({ idleTimeoutSeconds: 0 })).toThrow('idleTimeoutSeconds "0" must be a number above 0')
})

it('says everything at once', () => {
  expect(check({ scope: '', store: null })).toThrow(/scope "" must .*; store "null" must /)
  expect(() => checkSettings(undefined as never, page)).toThrow(/issuer "undefined" .*; domain "undefined" /)
})

it('wants a page that may sign', () => {
  expect(() => checkSettings(settings, { ...page, isSecureContext: false })).toThrow(
    'Cannot make a session: this page must be served over https, or at localhost',
  )
})
