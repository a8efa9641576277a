import { deleteMe, getMe, type Me, updateMe } from '@lifeguard/api-contract'
import type { Principal } from '@lifeguard/express-bearer-auth'
import type { LoadAccount } from '../account/account-loader.ts'
import type { AccountRecord, AccountRepository } from '../data/accounts.ts'
import type { Mount } from '../http/mount.ts'

export interface MeRoutes {
  readonly accounts: AccountRepository
  readonly loadAccount: LoadAccount
}

export function mountMe(mount: Mount, { accounts, loadAccount }: MeRoutes): void {
  mount(getMe, async ({ auth }) => describe(auth.principal, await loadAccount(auth)))

  mount(updateMe, async ({ auth, body: { displayName } }) => {
    const account = await loadAccount(auth)
    await accounts.rename(auth.principal, displayName)
    return describe(auth.principal, account && { ...account, displayName })
  })

  mount(deleteMe, ({ auth }) => accounts.erase(auth.principal))
}

function describe(principal: Principal, account: AccountRecord | null): Me {
  const { kind, issuer, subject, clientId, scopes, expiresAt } = principal
  return {
    kind,
    issuer,
    subject,
    clientId,
    scopes: [...scopes],
    groups: principal.kind === 'user' ? [...principal.groups] : null,
    authTime: principal.kind === 'user' ? toIsoTime(principal.authTime) : null,
    expiresAt: toIsoTime(expiresAt),
    email: account?.email ?? null,
    displayName: account?.displayName ?? null,
  }
}

function toIsoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
