import type { IdTokenClaims } from '@lifeguard/cognito'
import type { ReactNode } from 'react'
import { CognitoProvider } from './cognito-provider.tsx'
import type { Session } from './session.ts'
import type { SessionState, SignedIn } from './session-state.ts'

/** Somebody for a test; everything may be left out. */
export interface Person {
  readonly subject?: string
  readonly email?: string
  readonly scopes?: readonly string[]
  readonly groups?: readonly string[]
  /** Any other claim of the ID token. */
  readonly claims?: Partial<IdTokenClaims>
  readonly getAccessToken?: SignedIn['getAccessToken']
}

/**
 * A provider for component tests: everything below it sees this person signed in.
 *
 * `render(<Page />, { wrapper: signedInAs({ email: 'user@example.com', groups: ['admins'] }) })`
 */
export function signedInAs(person: Person): (props: { children: ReactNode }) => ReactNode {
  const session = sessionIn(signedInState(person))
  return ({ children }) => <CognitoProvider session={session}>{children}</CognitoProvider>
}

/** A session that stands still in one state, for every other state; signing in and out do nothing. */
export function sessionIn(state: SessionState): Session {
  return {
    boot: async () => state,
    current: () => state,
    subscribe: () => () => {},
    signIn: async () => {},
    signOut: async () => {},
    takeAction: () => null,
    provideAuth: (children) => children,
  }
}

/** The state of a session in which this person is signed in. */
export function signedInState(person: Person = {}): SignedIn {
  const { subject = 'subject-of-a-test', email = 'user@example.com', scopes = [], groups = [] } = person
  const startedAt = Math.floor(Date.now() / 1000)
  return {
    status: 'signed-in',
    claims: {
      iss: 'https://issuer.example',
      sub: subject,
      aud: 'client-of-a-test',
      token_use: 'id',
      'cognito:username': subject,
      auth_time: startedAt,
      iat: startedAt,
      exp: startedAt + 3600,
      email,
      ...person.claims,
    },
    scopes,
    groups,
    startedAt: new Date(startedAt * 1000),
    endsAt: null,
    ending: null,
    renewal: 'on-time',
    getAccessToken: person.getAccessToken ?? (async () => 'access-token-of-a-test'),
    end: async () => {},
  }
}
