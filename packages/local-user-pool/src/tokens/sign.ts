import { CompactSign } from 'jose'
import type { KeyRing, TokenUse } from '../state/keys.ts'

/**
 * Signs claims as Cognito does: RS256, a header of exactly `kid` and `alg` in this order, and JSON whose slashes are
 * escaped (`https:\/\/`). Every JSON parser undoes that; whoever searches the text does not find the issuer there.
 */
export async function signToken(keys: KeyRing, use: TokenUse, claims: object): Promise<string> {
  const { kid, privateKey } = keys.signing(use)
  const payload = JSON.stringify(claims).replaceAll('/', '\\/')
  return await new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ kid, alg: 'RS256' })
    .sign(privateKey)
}
