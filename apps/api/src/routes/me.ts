import { getMe, type Me } from '@lifeguard/api-contract'
import type { Principal } from '@lifeguard/express-bearer-auth'
import type { LoadAccount } from '../account/account-loader.ts'
import type { Mount } from '../http/mount.ts'

export function mountMe(mount: Mount, loadAccount: LoadAccount): void {
  mount(getMe, async ({ auth }) => {
    const account = await loadAccount(auth)
    return { ...describe(auth.principal), email: account?.email ?? null }
  })
}

function describe(principal: Principal): Omit<Me, 'email'> {
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
  }
}

function toIsoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
