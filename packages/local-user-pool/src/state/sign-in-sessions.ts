import { z } from 'zod'
import type { Journal } from './journal.ts'
import { createSecret, toDigest } from './secrets.ts'

const schema = z.object({ sub: z.string(), authTime: z.number(), expiresAt: z.number() })

/** A person who is signed in at the pool, whatever the app client. `authTime` is in seconds, `expiresAt` in ms. */
export type SignInSession = Readonly<z.output<typeof schema>>

export interface SignInSessions {
  /** The cookie value of a new session, signed in now. */
  start(sub: string): { cookie: string; session: SignInSession }
  find(cookie: string): SignInSession | undefined
  end(cookie: string): void
}

// Fixed, not sliding. Source: Cognito Developer Guide, "User pool managed login".
const lifetimeMs = 3_600_000

export function createSignInSessions(journal: Journal, now: () => number): SignInSessions {
  const sessions = journal.table('sign-in-sessions', {
    schema,
    limit: 10_000,
    expiresAt: ({ expiresAt }) => expiresAt,
  })

  return {
    start(sub) {
      const cookie = createSecret()
      const session = { sub, authTime: Math.floor(now() / 1000), expiresAt: now() + lifetimeMs }
      sessions.set(toDigest(cookie), session)
      return { cookie, session }
    },
    find(cookie) {
      const session = sessions.get(toDigest(cookie))
      return session !== undefined && now() < session.expiresAt ? session : undefined
    },
    end(cookie) {
      sessions.delete(toDigest(cookie))
    },
  }
}
