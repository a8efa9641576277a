import { localProfile, type RunningUserPool, startUserPool } from '../src/index.ts'
import type { FlowClient } from '../src/testing/code-flow.ts'

/** The pool under test, as an outsider knows it. */
export interface Target {
  readonly issuer: string
  readonly domain: string
  /** A public client with the flow `code`. */
  readonly web: FlowClient & { readonly signOutUrl: string }
  readonly machine?: Machine
  /** Whose password the suite may type. */
  readonly person?: { readonly username: string; readonly password: string }
  readonly local?: LocalTarget
  close(): Promise<void>
}

export interface Machine {
  readonly clientId: string
  readonly secret: string
  readonly scope: string
}

/** What only the pool of this package offers. */
export interface LocalTarget {
  readonly pool: RunningUserPool
  /** A second web client, one with a secret, one that rotates refresh tokens with 30 s of grace, and one without revocation. */
  readonly other: FlowClient
  readonly confidential: FlowClient & { readonly secret: string }
  readonly rotating: FlowClient
  readonly unrevocable: FlowClient
  /** One that may go without PKCE. */
  readonly lenient: FlowClient
  /** Its tokens live 5, 10 and 60 minutes. */
  readonly brief: FlowClient
  /** It may read `email` and `email_verified`; the other one `email` alone. */
  readonly reading: FlowClient
  readonly trapped: FlowClient
  /** A machine that has a callback URL all the same. */
  readonly backstage: FlowClient
}

const scope = 'openid email notes/read'

/** The pool of this package, in memory, with a client for every case. */
export async function startLocalTarget(): Promise<Target> {
  const profile = localProfile()
  const callbackUrl = 'http://localhost:5173/callback'
  function client(name: string, rest: object = {}) {
    const scopes = ['openid', 'email', 'profile', 'phone', 'notes/read']
    return { clientId: name, flows: ['code' as const], scopes, callbackUrls: [callbackUrl], ...rest }
  }
  function flow(clientId: string): FlowClient {
    return { clientId, callbackUrl, scope }
  }

  const attributes = {
    email: 'sample@example.com',
    phone_number: '+15550100',
    name: 'Sam Sample',
    given_name: 'Sam',
    family_name: 'Sample',
    middle_name: 'S.',
    nickname: 'Sammy',
    preferred_username: 'sam',
    profile: 'https://sam.example.com/',
    picture: 'https://sam.example.com/sam.png',
    website: 'https://sam.example.com/',
    gender: 'diverse',
    birthdate: '2000-01-01',
    zoneinfo: 'Europe/Berlin',
    locale: 'de-DE',
    updated_at: '1700000000',
    'custom:floor': '12',
  }
  const startedAt = Date.now()
  const pool = await startUserPool({
    // Time stands still, so that the last moment of a lifetime can be told from the first one after it.
    now: () => startedAt,
    config: {
      ...profile,
      identityProviders: ['Google', 'Acme'],
      users: [
        ...profile.users,
        { password: 'Passw0rd!', groups: ['admins'], attributes },
        {
          password: 'Passw0rd!',
          attributes: { email: 'unverified@example.com', email_verified: 'false' },
        },
      ],
      clients: [
        ...profile.clients,
        client('other', { signOutUrls: ['http://localhost:5173/'] }),
        client('confidential', { clientSecret: 'a secret+with %signs' }),
        client('rotating', { refreshTokenRotation: { graceSeconds: 30 }, tokenRevocation: false }),
        client('unrevocable', { tokenRevocation: false }),
        client('lenient', { requirePkce: false }),
        client('reading', { readAttributes: ['email', 'email_verified'] }),
        client('trapped', { readAttributes: ['email'] }),
        client('backstage', {
          clientSecret: 'a secret',
          flows: ['client_credentials' as const],
          scopes: ['notes/read'],
        }),
        client('brief', { accessTokenSeconds: 300, idTokenSeconds: 600, refreshTokenSeconds: 3600 }),
      ],
    },
  })

  return {
    issuer: pool.issuer,
    domain: pool.domain,
    web: { ...flow('lifeguardweb00000000000001'), signOutUrl: 'http://localhost:5173/' },
    machine: {
      clientId: 'lifeguardmachine0000000001',
      secret: 'local-machine-secret',
      scope: 'notes/read',
    },
    person: { username: 'sample@example.com', password: 'Passw0rd!' },
    local: {
      pool,
      other: flow('other'),
      confidential: { ...flow('confidential'), secret: 'a secret+with %signs' },
      rotating: flow('rotating'),
      unrevocable: flow('unrevocable'),
      lenient: flow('lenient'),
      brief: flow('brief'),
      reading: flow('reading'),
      trapped: flow('trapped'),
      backstage: { ...flow('backstage'), scope: 'notes/read' },
    },
    close: pool.close,
  }
}

/**
 * A real pool, from settings; undefined when they are not there. Nothing of a person is among them: what needs a
 * password typed is left to the local pool.
 */
export function readRealTarget(environment: NodeJS.ProcessEnv): Target | undefined {
  const issuer = environment.COGNITO_ISSUER
  const domain = environment.COGNITO_DOMAIN
  const clientId = environment.CONFORMANCE_CLIENT_ID
  const callbackUrl = environment.CONFORMANCE_CALLBACK_URL
  const signOutUrl = environment.CONFORMANCE_SIGN_OUT_URL
  if (!issuer || !domain || !clientId || !callbackUrl || !signOutUrl) return undefined

  const machine = {
    clientId: environment.CONFORMANCE_MACHINE_CLIENT_ID ?? '',
    secret: environment.CONFORMANCE_MACHINE_SECRET ?? '',
    scope: environment.CONFORMANCE_MACHINE_SCOPE ?? '',
  }
  const webScope = environment.CONFORMANCE_SCOPE ?? 'openid'
  return {
    issuer,
    domain,
    web: { clientId, callbackUrl, signOutUrl, scope: webScope },
    ...(machine.clientId && machine.secret && machine.scope && { machine }),
    close: async () => {},
  }
}
