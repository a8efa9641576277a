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

  it('says what is wrong with an issuer', () => {
    const withIssuer = (wanted: unknown) => read({ pools: [{ issuer: wanted as string, clientIds: null }] })
    const form = 'https://cognito-idp.{region}.amazonaws.com/{poolId}'

    expect(withIssuer(`${issuer}/`)).toThrow(
      `Cannot verify access tokens: "${issuer}/" is not the issuer of a pool: leave out the slash at its end`,
    )
    for (const missing of [undefined, '', 'us-east-1_Lifeguard', new URL(issuer)]) {
      expect(withIssuer(missing)).toThrow(`is not the issuer of a pool: write it as a text such as ${form}`)
    }
    expect(withIssuer('https://my-product.auth.eu-central-1.amazoncognito.com')).toThrow(
      `is not the issuer of a pool: it is the domain, where people sign in; the issuer is ${form}`,
    )
    for (const withoutPool of ['https://auth.example.com', 'http://127.0.0.1:9330']) {
      expect(withIssuer(withoutPool)).toThrow(
        `is not the issuer of a pool: it names no pool, as the domain does; the issuer is ${form}`,
      )
    }
    for (const document of ['/.well-known/jwks.json', '/.well-known/openid-configuration']) {
      expect(withIssuer(issuer + document)).toThrow('is not the issuer of a pool: leave out "/.well-known/…"')
    }
    expect(withIssuer('http://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lifeguard')).toThrow(
      'is not the issuer of a pool: write https; plain http is for loopback hosts alone',
    )
    expect(withIssuer(`${issuer}?x=1`)).toThrow('is not the issuer of a pool: write it as it stands in "iss"')
  })

  it('refuses a pool with members that it does not know', () => {
    const withPool = (members: object) => read({ pools: [{ issuer, clientIds: ['web'], ...members }] })

    expect(withPool({ requireResouce: true })).toThrow(`"${issuer}" has no option "requireResouce"`)
    expect(withPool({ requireResource: true })).toThrow(
      `"${issuer}" requires a resource and does not name it: set resource`,
    )
    expect(withPool({ requireResource: true, resource: null })).toThrow('does not name it')
    expect(withPool({ thirdPartyClientIds: 'theirs' })).toThrow(
      `thirdPartyClientIds of "${issuer}" must be a list of texts`,
    )
    expect(withPool({ requireResource: true, resource: 'https://api.example.com' })).not.toThrow()
    expect(withPool({ thirdPartyClientIds: [] })).not.toThrow()
  })

  it('refuses a name that is misspelt, and no other that it does not know', () => {
    expect(read({ isRevokd: () => true } as object)).toThrow(
      'Cannot verify access tokens: there is no option "isRevokd"; it is "isRevoked"',
    )
    expect(read({ clockSkewSecond: 0 } as object)).toThrow('it is "clockSkewSeconds"')
    expect(read({ onkeyset: () => {} } as object)).toThrow('it is "onKeySet"')
    // People spread the settings of their app in here.
    expect(read({ port: 3000, domain: '', clientIds: [], dataDir: '', log: {} } as object)).not.toThrow()
  })

  it('calls nothing that is no function', () => {
    for (const name of ['isRevoked', 'onDecision', 'onKeySet', 'now', 'monotonicNow']) {
      expect(read({ [name]: {} }), name).toThrow(`Cannot verify access tokens: ${name} must be a function`)
    }
  })

  it('wants a list of pools', () => {
    const sentence = 'Cannot verify access tokens: pools must be a list, as in [{ issuer, clientIds }]'
    for (const options of [undefined, {}, { userPoolId: 'eu-central-1_AbCdEf123' }, { pools: pools[0] }]) {
      expect(() => readOptions(options as AccessTokenVerifierOptions)).toThrow(sentence)
    }
    expect(read({ pools: [null] as never })).toThrow('"undefined" is not the issuer of a pool')
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
