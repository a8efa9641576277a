import type { Check } from './check.ts'
import { authorizationCodeChecks } from './checks/authorization-code.ts'
import { authorizeChecks } from './checks/authorize.ts'
import { crossOriginChecks } from './checks/cross-origin.ts'
import { discoveryChecks } from './checks/discovery.ts'
import { machineChecks } from './checks/machine.ts'
import { pkceChecks } from './checks/pkce.ts'
import { promptChecks } from './checks/prompt.ts'
import { providerChecks } from './checks/provider.ts'
import { refreshChecks } from './checks/refresh.ts'
import { revokeChecks } from './checks/revoke.ts'
import { signInChecks } from './checks/sign-in.ts'
import { signOutChecks } from './checks/sign-out.ts'
import { signUpChecks } from './checks/sign-up.ts'
import { tokenRequestChecks } from './checks/token-request.ts'
import { claimChecks } from './checks/tokens.ts'
import { userInfoChecks } from './checks/user-info.ts'

/** Every behaviour, in the order of a sign-in. */
export const checks: readonly Check[] = [
  ...discoveryChecks,
  ...authorizeChecks,
  ...pkceChecks,
  ...promptChecks,
  ...signInChecks,
  ...signUpChecks,
  ...providerChecks,
  ...tokenRequestChecks,
  ...authorizationCodeChecks,
  ...claimChecks,
  ...refreshChecks,
  ...machineChecks,
  ...userInfoChecks,
  ...revokeChecks,
  ...signOutChecks,
  ...crossOriginChecks,
]
