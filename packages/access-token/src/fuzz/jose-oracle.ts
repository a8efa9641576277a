import { createPublicKey } from 'node:crypto'
import { compactVerify } from 'jose'
import type { TestKey } from '../testing/index.ts'
import type { Reason } from '../verdict.ts'

type Outcome = Reason | 'valid'

const afterTheSignature: readonly Outcome[] = [
  'claims',
  'token-use',
  'client',
  'resource',
  'expired',
  'not-yet-valid',
  'lifetime',
  'revoked',
  'valid',
]

/** What our verdict says of a signature; null where a token was refused before it came to that. */
export function signatureFound(outcome: string): 'good' | 'bad' | null {
  if (outcome === 'signature') return 'bad'
  return afterTheSignature.some((reached) => reached === outcome) ? 'good' : null
}

/** Finds by jose, and so by WebCrypto, whether a token is signed with the key. */
export function createJoseOracle({ jwk }: TestKey): (token: string) => Promise<'good' | 'bad'> {
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  return (token) =>
    compactVerify(token, publicKey, { algorithms: ['RS256'] }).then(
      () => 'good',
      () => 'bad',
    )
}
