import { afterEach, describe, expect, it } from 'vitest'
import {
  localProfile,
  type PreTokenHandler,
  type RunningUserPool,
  startUserPool,
  type UserPoolOptions,
} from '../index.ts'
import { Browser } from '../testing/browser.ts'
import {
  authorizeUrl,
  decode,
  obtainCode,
  postForm,
  readJson,
  redeem,
  webClient,
} from '../testing/code-flow.ts'

const running: RunningUserPool[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((pool) => pool.close()))
})

async function start(options: UserPoolOptions): Promise<RunningUserPool> {
  const pool = await startUserPool(options)
  running.push(pool)
  return pool
}

describe('a pre token generation trigger', () => {
  it('adds and suppresses claims, scopes and groups, but not what Cognito keeps for itself', async () => {
    const pool = await start({
      preToken: (event) => ({
        ...event,
        response: {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: {
              claimsToAddOrOverride: { plan: 'gold', aud: 'x' },
              claimsToSuppress: ['email', 'sub'],
            },
            accessTokenGeneration: {
              claimsToAddOrOverride: { tenant: { id: 7 }, iss: 'x', scope: 'x', 'cognito:username': 'x' },
              scopesToAdd: ['extra', 'openid'],
              scopesToSuppress: ['notes/write'],
            },
            groupOverrideDetails: { groupsToOverride: ['guests'] },
          },
        },
      }),
    })

    const { accessToken, idToken } = await pool.tokensFor('admin@example.com')
    const [access, id] = [decode(accessToken), decode(idToken ?? '')]

    expect(access).toMatchObject({ tenant: { id: 7 }, iss: pool.issuer, 'cognito:groups': ['guests'] })
    expect(access.scope).toMatch(/^openid email profile notes\/read (.* )?extra$/)
    expect(access.scope).not.toContain('notes/write')
    expect(access).not.toHaveProperty('cognito:username')
    expect(id).toMatchObject({ plan: 'gold', aud: 'lifeguardweb00000000000001' })
    expect(id).not.toHaveProperty('email')
    expect(id.sub).toBe(access.sub)
  })

  it('makes an audience of the access token from its own client alone', async () => {
    const audience = { value: 'lifeguardweb00000000000001' }
    const pool = await start({
      preToken: (event) => {
        const generation = { claimsToAddOrOverride: { aud: audience.value } }
        const details = { idTokenGeneration: generation, accessTokenGeneration: generation }
        return { ...event, response: { claimsAndScopeOverrideDetails: details } }
      },
    })

    const own = decode(await pool.accessTokenFor('user@example.com'))
    const machine = decode(await pool.machineTokenFor('lifeguardmachine0000000001'))
    audience.value = 'https://api.example.com'
    const foreign = decode(await pool.accessTokenFor('user@example.com'))
    const code = await obtainCode(pool.domain, webClient, {
      username: 'user@example.com',
      parameters: { resource: 'http://localhost:3000' },
    })
    audience.value = 'lifeguardweb00000000000001'
    const tokens = await readJson(await redeem(pool.domain, webClient, code))

    expect(own.aud).toBe('lifeguardweb00000000000001')
    expect(machine).not.toHaveProperty('aud')
    expect(foreign).not.toHaveProperty('aud')
    expect(decode(String(tokens.access_token)).aud).toBe('http://localhost:3000')
    expect(decode(String(tokens.id_token)).aud).toBe('lifeguardweb00000000000001')
  })

  it('is told why it runs', async () => {
    const sources: string[] = []
    const pool = await start({
      preToken: (event) => {
        sources.push(`${event.triggerSource} ${event.callerContext.clientId}`)
        return event
      },
    })

    const { refreshToken } = await pool.tokensFor('user@example.com')
    await postForm(`${pool.domain}/oauth2/token`, {
      grant_type: 'refresh_token',
      client_id: webClient.clientId,
      refresh_token: refreshToken,
    })
    await pool.machineTokenFor('lifeguardmachine0000000001')

    expect(sources).toEqual([
      'TokenGeneration_HostedAuth lifeguardweb00000000000001',
      'TokenGeneration_RefreshTokens lifeguardweb00000000000001',
      'TokenGeneration_ClientCredentials lifeguardmachine0000000001',
    ])
  })

  it('is told who it is about, as Cognito tells its Lambda function', async () => {
    const events: unknown[] = []
    const pool = await start({
      preToken: (event) => {
        events.push(structuredClone(event))
        return event
      },
    })

    const { sub } = decode(await pool.accessTokenFor('admin@example.com', { scope: 'openid notes/read' }))
    await pool.machineTokenFor('lifeguardmachine0000000001')

    const common = { version: '3', region: 'us-east-1', userPoolId: 'us-east-1_Lifeguard' }
    const response = { claimsAndScopeOverrideDetails: null }
    const roles = { iamRolesToOverride: [], preferredRole: null }
    expect(events).toEqual([
      {
        ...common,
        triggerSource: 'TokenGeneration_HostedAuth',
        userName: sub,
        callerContext: { awsSdkVersion: 'local', clientId: 'lifeguardweb00000000000001' },
        request: {
          userAttributes: {
            sub,
            'cognito:user_status': 'CONFIRMED',
            email: 'admin@example.com',
            email_verified: 'true',
            name: 'Ada Admin',
          },
          scopes: ['openid', 'notes/read'],
          groupConfiguration: { groupsToOverride: ['admins'], ...roles },
        },
        response,
      },
      {
        ...common,
        triggerSource: 'TokenGeneration_ClientCredentials',
        userName: 'lifeguardmachine0000000001',
        callerContext: { awsSdkVersion: 'local', clientId: 'lifeguardmachine0000000001' },
        request: {
          userAttributes: {},
          scopes: ['notes/read', 'notes/write'],
          groupConfiguration: { groupsToOverride: [], ...roles },
        },
        response,
      },
    ])
  })

  it('is told of somebody from an identity provider that it is one', async () => {
    const told: Record<string, string>[] = []
    const pool = await start({
      config: { ...localProfile(), identityProviders: ['Google'] },
      preToken: (event) => {
        told.push(event.request.userAttributes)
        return event
      },
    })
    const browser = new Browser()
    const toProvider = authorizeUrl(pool.domain, webClient, { identity_provider: 'Google' })
    const answer = await browser.submit(await browser.redirectOf(toProvider), { email: 'gina@example.com' })
    const back = await browser.redirectOf(new URL(answer.headers.get('location') ?? '', pool.domain))

    await redeem(pool.domain, webClient, back.searchParams.get('code') ?? '')

    expect(told).toMatchObject([
      { 'cognito:user_status': 'EXTERNAL_PROVIDER', email: 'gina@example.com', email_verified: 'false' },
    ])
    expect(JSON.parse(told[0]?.identities ?? '')).toMatchObject([{ providerName: 'Google' }])
  })

  it('is told what a machine says about itself, in JSON', async () => {
    const told: unknown[] = []
    const pool = await start({
      preToken: (event) => {
        told.push(event.request.clientMetadata)
        return event
      },
    })
    const ask = (metadata: Record<string, string>) =>
      postForm(`${pool.domain}/oauth2/token`, {
        grant_type: 'client_credentials',
        client_id: 'lifeguardmachine0000000001',
        client_secret: 'local-machine-secret',
        ...metadata,
      })

    const statuses = [
      (await ask({ aws_client_metadata: '{"environment":"dev"}' })).status,
      (await ask({})).status,
      (await ask({ aws_client_metadata: 'environment=dev' })).status,
      (await ask({ aws_client_metadata: '{"environment":1}' })).status,
    ]

    expect(statuses).toEqual([200, 200, 400, 400])
    expect(told).toEqual([{ environment: 'dev' }, undefined])
  })

  it('leaves a rotating refresh token good when it fails', async () => {
    let isBroken = false
    const profile = localProfile()
    const rotating = profile.clients.map((client) => ({
      ...client,
      refreshTokenRotation: { graceSeconds: 0 },
    }))
    const pool = await start({
      config: { ...profile, clients: rotating },
      preToken: (event) => {
        if (isBroken) throw new Error('out of order')
        return event
      },
    })
    const { refreshToken } = await pool.tokensFor('user@example.com')
    const refresh = async (token: unknown) => {
      const fields = { grant_type: 'refresh_token', client_id: webClient.clientId }
      return await readJson(
        await postForm(`${pool.domain}/oauth2/token`, { ...fields, refresh_token: String(token) }),
      )
    }

    isBroken = true
    const failed = await refresh(refreshToken)
    isBroken = false
    const repeated = await refresh(refreshToken)
    const next = await refresh(repeated.refresh_token)

    expect(failed.error_description).toBe('PreTokenGeneration failed with error out of order')
    expect(repeated.refresh_token).not.toBe(refreshToken)
    expect(next).toHaveProperty('refresh_token')
  })

  it.each<[string, PreTokenHandler, RegExp]>([
    [
      'fails',
      () => {
        throw new Error('out of order')
      },
      /^PreTokenGeneration failed with error out of order$/,
    ],
    ['answers nothing', () => undefined, /^PreTokenGeneration failed with error /],
  ])('fails the token request when it %s', async (_what, preToken, description) => {
    const pool = await start({ preToken })

    const code = await obtainCode(pool.domain, webClient, { username: 'user@example.com' })
    const response = await redeem(pool.domain, webClient, code)

    expect(response.status).toBe(400)
    expect(await readJson(response)).toEqual({
      error: 'invalid_request',
      error_description: expect.stringMatching(description),
    })
  })
})
