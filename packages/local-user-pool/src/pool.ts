import type { AppClient, UserPoolConfig } from './config/schema.ts'
import type { ActiveFaults } from './faults/faults.ts'
import type { FormTokens } from './pages/form-token.ts'
import type { AuthorizationCodes } from './state/authorization-codes.ts'
import type { KeyRing } from './state/keys.ts'
import type { Mailbox } from './state/mailbox.ts'
import type { Passwords } from './state/passwords.ts'
import type { People } from './state/people.ts'
import type { ProviderCodes } from './state/provider-codes.ts'
import type { SignInSessions } from './state/sign-in-sessions.ts'
import type { TokenFamilies } from './state/token-families.ts'
import type { VerificationCodes } from './state/verification-codes.ts'
import type { PreTokenHandler } from './tokens/pre-token.ts'

/** Everything the endpoints work with. */
export interface Pool {
  readonly config: UserPoolConfig
  readonly issuer: string
  readonly domain: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Tells the person at the terminal what happened and what to do; never a secret. */
  readonly log: (sentence: string) => void
  readonly keys: KeyRing
  readonly people: People
  readonly passwords: Passwords
  readonly verificationCodes: VerificationCodes
  readonly mailbox: Mailbox
  readonly formTokens: FormTokens
  readonly sessions: SignInSessions
  readonly codes: AuthorizationCodes
  readonly providerCodes: ProviderCodes
  readonly families: TokenFamilies
  readonly faults: ActiveFaults
  readonly preToken: PreTokenHandler | undefined
}

export function findClient(pool: Pool, clientId: string): AppClient | undefined {
  return pool.config.clients.find((client) => client.clientId === clientId)
}
