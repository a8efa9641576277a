import { createKeyRing, createUserPoolKeys, type KeyRing, type TokenUse } from '../state/keys.ts'
import { signToken } from '../tokens/sign.ts'
import type { TokenShape } from './fault-plan.ts'

/** A token of these claims that is wrong in its shape or its signature. */
export async function misshape(
  keys: KeyRing,
  use: TokenUse,
  claims: object,
  shape: TokenShape,
): Promise<string> {
  switch (shape) {
    case 'not-a-token':
      return 'this-is-not-a-token'
    case 'unsigned':
      return `${toBase64url({ alg: 'none' })}.${toBase64url(claims)}.`
    case 'huge':
      return await signToken(keys, use, { ...claims, padding: 'x'.repeat(1024 * 1024) })
    case 'bad-signature': {
      const [header, payload, signature = ''] = (await signToken(keys, use, claims)).split('.')
      const first = signature.startsWith('A') ? 'B' : 'A'
      return `${header}.${payload}.${first}${signature.slice(1)}`
    }
    case 'foreign-key': {
      const foreign = createKeyRing(await createUserPoolKeys(), () => {})
      return await signToken(foreign, use, claims)
    }
  }
}

function toBase64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
