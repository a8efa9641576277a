import { describe, expect, it } from 'vitest'
import { type AccessTokenVerifierOptions, readOptions } from './options.ts'

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lifeguard'
const pools = [{ issuer, clientIds: ['web'] }]
const read = (options: Partial<AccessTokenVerifierOptions>) => () => readOptions({ pools, ...options })

describe('the options of a verifier', () => {
  it('J-11 refuses a clock skew that is not a small number', () => {
    // What a configuration file may hold, whatever its type says.
    for (const clockSkewSeconds of [Number.POSITIVE_INFINITY, -1, 'abc', 1e9, Number.NaN, '30', null, 301]) {
      expect(read({ clockSkewSeconds: clockSkewSeconds as number }), `${clockSkewSeconds}`).toThrow(
        'clockSkewSeconds must be a number from 0 to 300',
      )
    }
    for (const clockSkewSeconds of [0, 30, 300]) expect(read({ clockSkewSeconds })).not.toThrow()
  })

  it('K-04, Q-32 takes keys over https, or from this machine', () => {
    const withIssuer = (wanted: string) => read({ pools: [{ issuer: wanted, clientIds: ['web'] }] })

    for (const sound of [
      issuer,
      'https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
      'http://127.0.0.1:9329/us-east-1_Lifeguard',
      'http://localhost:9329/us-east-1_Lifeguard',
      'http://[::1]:9329/us-east-1_Lifeguard',
    ]) {
      expect(withIssuer(sound), sound).not.toThrow()
    }
    for (const unsound of [
      'http://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lifeguard',
      'http://127.0.0.1.evil.example/pool',
      'http://localhost.evil.example/pool',
      'http://169.254.169.254/pool',
      'file:///etc/keys',
      `${issuer}/`,
      `${issuer}?x=1`,
      `${issuer}#x`,
      ` ${issuer}`,
      'https://user:password@issuer.example/pool',
      'https://issuer.example/../pool',
      'issuer.example/pool',
      '',
    ]) {
      expect(withIssuer(unsound), unsound).toThrow('is not the issuer of a pool')
    }
  })

  it('switches the check of app clients off for null alone', () => {
    const withClients = (clientIds: unknown) =>
      read({ pools: [{ issuer, clientIds: clientIds as readonly string[] | null }] })

    for (const clientIds of [[], undefined, [''], [undefined], 'web']) {
      expect(withClients(clientIds), `${JSON.stringify(clientIds)}`).toThrow('needs clientIds')
    }
    expect(withClients(null)).not.toThrow()
    expect(withClients(['web'])).not.toThrow()
  })

  it('names everything that makes no sense at once', () => {
    const options = {
      pools: [...pools, ...pools],
      keySetMaxAgeSeconds: 0,
      keySetStaleSeconds: -1,
      rememberedTokens: -1,
    }

    expect(read(options)).toThrow(
      `Cannot verify access tokens: the pool "${issuer}" is named twice; ` +
        'keySetMaxAgeSeconds must be a number from 1 to 86400; ' +
        'keySetStaleSeconds must be a number from 0 to 86400; ' +
        'rememberedTokens must be a number from 0 to 1000000',
    )
    expect(read({ pools: [] })).toThrow('name at least one pool')
  })
})
