import type { UserPoolConfigInput } from './schema.ts'

/** Where the web app and the API of a local profile live. */
export interface LocalProfileAddresses {
  /** Origin of the web app; default `http://localhost:5173`. */
  readonly webOrigin?: string
  /** Public URL of the API; default `http://localhost:3000`. */
  readonly apiUrl?: string
}

const scopes = ['openid', 'email', 'profile', 'notes/read', 'notes/write']

/** The pool that `npm start` serves: one web app, one set of tools, one machine, two people. A value to alter in tests. */
export function localProfile({
  webOrigin = 'http://localhost:5173',
  apiUrl = 'http://localhost:3000',
}: LocalProfileAddresses = {}) {
  return {
    poolId: 'us-east-1_Lifeguard',
    signInWith: 'email',
    groups: ['admins'],
    resourceServers: [{ identifier: 'notes', scopes: ['read', 'write'] }],
    clients: [
      {
        clientId: 'lifeguardweb00000000000001',
        name: 'Lifeguard',
        flows: ['code'],
        scopes,
        callbackUrls: [`${webOrigin}/callback`],
        signOutUrls: [`${webOrigin}/`],
      },
      {
        clientId: 'lifeguardtools000000000001',
        name: 'Lifeguard tools',
        flows: ['code'],
        scopes,
        callbackUrls: ['http://localhost:8976/callback', `${apiUrl}/docs/oauth2-redirect.html`],
      },
      {
        clientId: 'lifeguardmachine0000000001',
        name: 'Lifeguard machine',
        clientSecret: 'local-machine-secret',
        flows: ['client_credentials'],
        scopes: ['notes/read', 'notes/write'],
      },
    ],
    users: [
      {
        password: 'Passw0rd!',
        groups: ['admins'],
        attributes: { email: 'admin@example.com', email_verified: 'true', name: 'Ada Admin' },
      },
      {
        password: 'Passw0rd!',
        attributes: { email: 'user@example.com', email_verified: 'true', name: 'Uma User' },
      },
    ],
  } satisfies UserPoolConfigInput
}
