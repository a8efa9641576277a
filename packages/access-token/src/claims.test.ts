import { describe, expect, it } from 'vitest'
import { createTestVerifier, signToken, stockMachineClaims, stockUserClaims } from './testing/index.ts'

const now = 1_800_000_000
const verifier = createTestVerifier({ now: () => now * 1000, clockSkewSeconds: 0 })
const { issuer, clientId } = verifier

/** Why a person's token with these claims changed is refused; null if it is not. */
async function reasonOf(changes: Record<string, unknown>, by = verifier): Promise<string | null> {
  const verdict = await by.verify(by.signAccessToken(changes))
  return verdict.valid ? null : verdict.reason
}

/** The same for claims that JSON can say and JavaScript values cannot. */
async function reasonOfRaw(changes: string): Promise<string | null> {
  const claims = { ...stockUserClaims({ issuer, clientId, now: now * 1000 }), exp: undefined, iat: undefined }
  const payload = `{${changes},${JSON.stringify(claims).slice(1)}`
  const verdict = await verifier.verify(
    signToken({ kid: verifier.key.keyId, alg: 'RS256' }, payload, verifier.key),
  )
  return verdict.valid ? null : verdict.reason
}

describe('the claims of a token', () => {
  it('J-06, Q-28 compares the issuer as an exact text', async () => {
    expect(await reasonOf({ iss: issuer })).toBe(null)

    for (const iss of [
      ...[`${issuer}/`, issuer.toUpperCase(), issuer.replace('us-east-1_L', 'us-east-1%5FL'), `${issuer}x`],
      ...[issuer.replace('Lifeguard', 'Lifebelt'), issuer.replaceAll('us-east-1', 'us-west-2'), `x${issuer}`],
      ...[
        issuer.replace('/us', '%2Fus'),
        `${issuer} `,
        [issuer],
        { iss: issuer },
        1,
        null,
        undefined,
        '',
        '__proto__',
      ],
    ]) {
      expect(await reasonOf({ iss }), `iss ${JSON.stringify(iss)}`).toBe('issuer')
    }
  })

  it('J-07, Q-28 accepts access tokens alone', async () => {
    const idToken = {
      token_use: 'id',
      aud: clientId,
      client_id: undefined,
      username: undefined,
      scope: undefined,
    }

    expect(await reasonOf(idToken)).toBe('token-use')
    for (const token_use of [undefined, null, 'Access', 'access ', ['access'], 'refresh', true]) {
      expect(await reasonOf({ token_use }), `token_use ${JSON.stringify(token_use)}`).toBe('token-use')
    }
    expect(await reasonOf({ token_use: 'access' })).toBe(null)
  })

  it('J-08, Q-28 accepts tokens of listed app clients alone', async () => {
    expect(await reasonOf({ client_id: 'someotherclient' })).toBe('client')
    expect(await reasonOf({ client_id: clientId.toUpperCase() })).toBe('client')
    expect(await reasonOf({ client_id: clientId.slice(0, -1) })).toBe('client')
    for (const client_id of [undefined, null, [clientId], 1, {}]) {
      expect(await reasonOf({ client_id }), `client_id ${JSON.stringify(client_id)}`).toBe('claims')
    }
    expect(await reasonOf({ client_id: clientId })).toBe(null)

    const anyClient = createTestVerifier({ pool: { clientIds: null } })
    expect(await reasonOf({ client_id: 'someotherclient' }, anyClient)).toBe(null)
  })

  it('J-08, Q-28 accepts a token that names an audience only if that is us', async () => {
    const resource = 'https://api.example'
    const bound = createTestVerifier({ pool: { resource } })
    expect(await reasonOf({ aud: undefined }, bound)).toBe(null)
    expect(await reasonOf({ aud: resource }, bound)).toBe(null)
    expect(await reasonOf({ aud: ['https://other.example', resource] }, bound)).toBe(null)
    for (const aud of [
      `${resource}/`,
      'https://other.example',
      clientId,
      [],
      ['https://other.example'],
      '',
    ]) {
      expect(await reasonOf({ aud }, bound), `aud ${JSON.stringify(aud)}`).toBe('resource')
    }
    for (const aud of [null, 1, [1], { [resource]: true }]) {
      expect(await reasonOf({ aud }, bound), `aud ${JSON.stringify(aud)}`).toBe('claims')
    }

    const unnamed = createTestVerifier()
    expect(await reasonOf({ aud: resource }, unnamed)).toBe('resource')
    expect(await reasonOf({}, unnamed)).toBe(null)

    const unchecked = createTestVerifier({ pool: { resource: null } })
    expect(await reasonOf({ aud: 'https://other.example' }, unchecked)).toBe(null)

    const demanding = createTestVerifier({ pool: { resource, requireResource: true } })
    expect(await reasonOf({ aud: undefined }, demanding)).toBe('resource')
    expect(await reasonOf({ aud: resource }, demanding)).toBe(null)
  })

  it('J-09, Q-29 needs an expiry that is a finite number in the future', async () => {
    for (const exp of [undefined, `${now + 300}`, null, true, [now + 300], { s: now + 300 }]) {
      expect(await reasonOf({ exp }), `exp ${JSON.stringify(exp)}`).toBe('claims')
    }
    expect(await reasonOfRaw(`"iat":${now},"exp":1e400`)).toBe('claims')
    expect(await reasonOfRaw(`"iat":${now},"exp":-1e400`)).toBe('claims')
    for (const exp of [-1, 0, now - 1, now])
      expect(await reasonOf({ exp, iat: exp - 10 }), `exp ${exp}`).toBe('expired')
    for (const exp of [1e308, (now + 300) * 1000])
      expect(await reasonOf({ exp }), `exp ${exp}`).toBe('lifetime')
    expect(await reasonOf({ exp: now + 300.5 })).toBe(null)
    expect(await reasonOfRaw(`"iat":${now},"exp":${now + 300}`)).toBe(null)
  })

  it('J-10, Q-29 honours when a token begins', async () => {
    expect(await reasonOf({ nbf: now + 600 })).toBe('not-yet-valid')
    expect(await reasonOf({ iat: now + 600 })).toBe('not-yet-valid')
    expect(await reasonOf({ iat: now, exp: now + 100, nbf: now - 1 })).toBe(null)
    for (const time of [`${now}`, null, true, [now]]) {
      expect(await reasonOf({ nbf: time }), `nbf ${JSON.stringify(time)}`).toBe('claims')
      expect(await reasonOf({ iat: time }), `iat ${JSON.stringify(time)}`).toBe('claims')
    }
    expect(await reasonOf({ iat: undefined })).toBe('claims')

    const lenient = createTestVerifier({ now: () => now * 1000, clockSkewSeconds: 30 })
    expect(await reasonOf({ iat: now + 20, exp: now + 10 }, lenient)).toBe('lifetime')
    expect(await reasonOf({ iat: now + 10, exp: now + 20 }, lenient)).toBe(null)
  })

  it('J-11, Q-29 allows clocks to be a little apart, alike in both directions', async () => {
    const skew = 30
    const lenient = createTestVerifier({ now: () => now * 1000, clockSkewSeconds: skew })
    const at = (exp: number, iat = exp - 100) => reasonOf({ exp, iat }, lenient)

    expect(await at(now - (skew - 2))).toBe(null)
    expect(await at(now - (skew + 2))).toBe('expired')
    expect(await at(now + 900, now + (skew - 2))).toBe(null)
    expect(await at(now + 900, now + (skew + 2))).toBe('not-yet-valid')
    expect(await reasonOf({ nbf: now + (skew - 2) }, lenient)).toBe(null)
    expect(await reasonOf({ nbf: now + (skew + 2) }, lenient)).toBe('not-yet-valid')

    const byDefault = createTestVerifier({ now: () => now * 1000 })
    expect(await reasonOf({ exp: now - 28, iat: now - 60 }, byDefault)).toBe(null)
    expect(await reasonOf({ exp: now - 32, iat: now - 60 }, byDefault)).toBe('expired')
  })

  it('J-12, Q-29 accepts no token that lives longer than Cognito lets it', async () => {
    const hours = (lifetime: number) => reasonOf({ iat: now, exp: now + lifetime * 3600 })

    expect(await hours(24)).toBe(null)
    expect(await hours(25)).toBe('lifetime')
  })

  it('J-20 takes no claim of the wrong type for an absent one', async () => {
    for (const name of ['sub', 'client_id', 'username', 'scope', 'jti', 'origin_jti', 'event_id']) {
      for (const value of [1, ['text'], { text: 1 }, null, true]) {
        expect(await reasonOf({ [name]: value }), `${name} ${JSON.stringify(value)}`).toBe('claims')
      }
    }
    for (const groups of ['admins', { admins: true }, [1], [['admins']], null, 1, [null]]) {
      expect(await reasonOf({ 'cognito:groups': groups }), `groups ${JSON.stringify(groups)}`).toBe('claims')
    }
    for (const name of ['auth_time', 'version']) {
      for (const value of ['1', null, [1], true]) {
        expect(await reasonOf({ [name]: value }), name).toBe('claims')
        const machine = await verifier.verify(verifier.signMachineAccessToken({ [name]: value }))
        expect(machine, `${name} of a machine`).toEqual({ valid: false, reason: 'claims' })
      }
    }
    expect(await reasonOf({ sub: undefined })).toBe('claims')
    expect(await reasonOf({ sub: '' })).toBe('claims')
    expect(await reasonOf({ auth_time: undefined })).toBe('claims')
    expect(await reasonOf({ 'cognito:groups': ['admins'], scope: undefined, jti: undefined })).toBe(null)
  })

  it('J-24 lets no claim reach a prototype', async () => {
    const raw = `"iat":${now},"exp":${now + 300}`
    expect(await reasonOfRaw(`"__proto__":{"admin":true},${raw}`)).toBe('json')
    expect(await reasonOfRaw(`"a":{"__proto__":{"admin":true}},${raw}`)).toBe('json')

    const token = verifier.signAccessToken({
      constructor: { prototype: { admin: true } },
      toString: 'admin',
      hasOwnProperty: true,
      admin: true,
    })
    const verdict = await verifier.verify(token)
    expect(verdict.valid).toBe(true)
    expect('admin' in {}).toBe(false)
    expect(verdict.valid && 'admin' in verdict.principal).toBe(false)
  })

  it('reads a machine from a token without username', async () => {
    const token = verifier.signMachineAccessToken({ scope: 'notes/read notes/write' })

    expect(await verifier.verify(token)).toMatchObject({
      valid: true,
      principal: {
        kind: 'machine',
        issuer,
        subject: clientId,
        clientId,
        scopes: ['notes/read', 'notes/write'],
        expiresAt: now + 3600,
      },
    })
    const claims = stockMachineClaims({ issuer, clientId, now: now * 1000 })
    expect(
      await verifier.verify(verifier.signMachineAccessToken({ ...claims, auth_time: undefined })),
    ).toMatchObject({
      valid: true,
    })
  })

  it('tells a person who came through the app of somebody else', async () => {
    const open = createTestVerifier({ pool: { clientIds: ['ours'], thirdPartyClientIds: ['theirs'] } })

    expect(await open.verify(open.signAccessToken())).toMatchObject({ principal: { through: 'own-client' } })
    expect(await open.verify(open.signAccessToken({ client_id: 'theirs' }))).toMatchObject({
      principal: { kind: 'user', through: 'third-party-client' },
    })
  })

  it('gives every request with a token the same principal, which nobody can change', async () => {
    const token = verifier.signAccessToken({ scope: 'a b', 'cognito:groups': ['admins'] })
    const verdict = await verifier.verify(token)
    if (!verdict.valid) throw new Error('The token is refused')

    expect(Object.isFrozen(verdict.principal)).toBe(true)
    expect(Object.isFrozen(verdict.principal.scopes)).toBe(true)
    expect(verdict.principal.kind === 'user' && Object.isFrozen(verdict.principal.groups)).toBe(true)
    expect(Object.isFrozen(verdict.claims)).toBe(true)
  })
})
