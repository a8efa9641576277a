import { oncePerRequest, type Principal } from '@lifeguard/express-bearer-auth'
import type { AccountRecord, AccountRepository } from '../data/accounts.ts'
import type { Caller } from '../http/handler.ts'
import type { AskEmail } from './ask-email.ts'

/** The account of a caller; null for a machine, which has none. */
export type LoadAccount = (caller: Caller) => Promise<AccountRecord | null>

/**
 * Loads accounts: only when a handler asks, and at most once a request. The e-mail address is asked for once; where
 * the pool did not tell it, it is asked for again with a later token.
 */
export function createAccountLoader(accounts: AccountRepository, askEmail: AskEmail): LoadAccount {
  return oncePerRequest(async ({ principal, accessToken }) => {
    if (principal.kind === 'machine') return null

    const account = await accounts.open(principal)
    if (!isWorthAsking(account, principal)) return account

    const email = await askEmail(accessToken)
    await accounts.rememberEmail(
      principal,
      email === null ? { emailAskedUntil: principal.expiresAt } : { email },
    )
    return { ...account, email }
  })
}

function isWorthAsking({ email, emailAskedUntil }: AccountRecord, { scopes, expiresAt }: Principal): boolean {
  if (email !== null || !scopes.includes('openid')) return false
  return emailAskedUntil === null || expiresAt > emailAskedUntil
}
