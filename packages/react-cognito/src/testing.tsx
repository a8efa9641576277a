import type { IdTokenClaims } from '@lifeguard/cognito'
import type { ReactNode } from 'react'
import { CognitoProvider } from './cognito-provider.tsx'
import type { Session } from './session.ts'
import type { SessionState } from './session-state.ts'

/** A session that stands still in one state; signing in and out do nothing. For component tests. */
export function sessionIn(state: SessionState): Session {
  return {
    boot: async () => state,
    current: () => state,
    subscribe: () => () => {},
    signIn: async () => {},
    signOut: async () => {},
    provideAuth: (children) => children,
  }
}

/**
 * A provider for component tests: everything below it sees this person signed in.
 *
 * `render(<Page />, { wrapper: signedInAs({ email: 'user@example.com', groups: ['admins'] }) })`
 */
export function signedInAs(person: {
  readonly subject?: string
  readonly email?: string
  readonly scopes?: readonly string[]
  readonly groups?: readonly string[]
  readonly claims?: Partial<IdTokenClaims>
  readonly accessToken?: string
}): (props: { children: ReactNode }) => ReactNode {
  const { subject = 'subject-of-a-test', email = 'user@example.com', scopes = [], groups = [] } = person
  const now = Math.floor(Date.now() / 1000)
  const session = sessionIn({
    status: 'signed-in',
    claims: {
      iss: 'https://issuer.example',
      sub: subject,
      aud: 'client-of-a-test',
      token_use: 'id',
      'cognito:username': subject,
      auth_time: now,
      iat: now,
      exp: now + 3600,
      email,
      ...person.claims,
    },
    scopes,
    groups,
    startedAt: new Date(now * 1000),
    endsAt: null,
    renewal: 'on-time',
    getAccessToken: async () => person.accessToken ?? 'access-token-of-a-test',
    end: async () => {},
  })

  return ({ children }) => <CognitoProvider session={session}>{children}</CognitoProvider>
}
