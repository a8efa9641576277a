import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

/** ID tokens and access tokens are signed by different keys. Source: Cognito Developer Guide, "Verifying JSON web tokens". */
export type TokenUse = 'id' | 'access'

const storedKey = z.object({
  kid: z.string(),
  use: z.enum(['id', 'access']),
  jwk: z.record(z.string(), z.unknown()),
})
export const storedKeysSchema = z.object({ notice: z.string(), keys: z.array(storedKey).min(2) })

/** Key pairs as they lie in the data folder, newest last. Make them once and hand them to many pools to start faster. */
export type UserPoolKeys = z.output<typeof storedKeysSchema>

/** The pool's keys at work. */
export interface KeyRing {
  /** The key that signs now. */
  signing(use: TokenUse): { readonly kid: string; readonly privateKey: KeyObject }
  /** The public key of this id, if it is published. */
  published(kid: string): KeyObject | undefined
  /** What `/.well-known/jwks.json` answers. */
  keySet(): { readonly keys: readonly PublishedKey[] }
  /** Signs with new keys from now on; the old ones stay published, so that their tokens still verify. */
  rotate(): Promise<void>
  /** Stops publishing all but the newest keys. */
  withdrawOld(): void
  stored(): UserPoolKeys
}

export interface PublishedKey {
  readonly alg: 'RS256'
  readonly e: string
  readonly kid: string
  readonly kty: 'RSA'
  readonly n: string
  readonly use: 'sig'
}

const notice = 'Keys of a Lifeguard local user pool, for development and tests. Nothing real may trust them.'
// Five rotations without a withdrawal; a key set must not grow without end.
const maxPublishedKeys = 12
// 24 of the 32 bytes of a key id say where it comes from, so that nobody mistakes a local token for a real one.
const keyIdLabel = Buffer.from('lifeguard local userpool')

/** Two fresh RSA key pairs of 2048 bits, made in parallel off the event loop. */
export async function createUserPoolKeys(): Promise<UserPoolKeys> {
  return { notice, keys: await Promise.all([createKey('id'), createKey('access')]) }
}

async function createKey(use: TokenUse): Promise<UserPoolKeys['keys'][number]> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const kid = Buffer.concat([keyIdLabel, randomBytes(8)]).toString('base64')
  return { kid, use, jwk: { ...privateKey.export({ format: 'jwk' }) } }
}

/** `changed` hears of new and withdrawn keys, to keep them. */
export function createKeyRing(initial: UserPoolKeys, changed: (keys: UserPoolKeys) => void): KeyRing {
  let keys = initial.keys.map(toUsableKey)

  function newest(use: TokenUse) {
    const key = keys.findLast((candidate) => candidate.stored.use === use)
    if (key === undefined) throw new Error(`Cannot sign: the pool has no key for ${use} tokens`)
    return key
  }

  const ring: KeyRing = {
    signing: (use) => newest(use),
    published: (kid) => keys.find((key) => key.kid === kid)?.publicKey,
    keySet: () => ({ keys: keys.map((key) => key.published) }),
    async rotate() {
      const fresh = await createUserPoolKeys()
      keys = [...keys, ...fresh.keys.map(toUsableKey)].slice(-maxPublishedKeys)
      changed(ring.stored())
    },
    withdrawOld() {
      keys = [newest('id'), newest('access')]
      changed(ring.stored())
    },
    stored: () => ({ notice, keys: keys.map((key) => key.stored) }),
  }
  return ring
}

function toUsableKey(stored: UserPoolKeys['keys'][number]) {
  const jwk: JsonWebKey = stored.jwk
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  const { e, n } = z.object({ e: z.string(), n: z.string() }).parse(stored.jwk)
  const published: PublishedKey = { alg: 'RS256', e, kid: stored.kid, kty: 'RSA', n, use: 'sig' }
  return { stored, kid: stored.kid, privateKey, publicKey: createPublicKey(privateKey), published }
}
