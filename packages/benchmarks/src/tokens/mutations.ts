import type { Random } from '../random.ts'
import { type SigningKey, signToken } from './signing-key.ts'

type Json = Readonly<Record<string, unknown>>

const visible = '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~0Aa'

// What no member holds where a text belongs.
const noTexts: readonly [unknown, ...unknown[]] = [null, true, 0, -1, 1e308, [], [[]], {}, { admin: true }]
const oddTexts = ['', ' ', '\u0000', '../../x', '__proto__', 'x'.repeat(2000)]

// Each of these must be refused, however well the rest is signed.
const hostileHeaders: readonly [Json, ...Json[]] = [
  { alg: 'none' },
  { alg: 'HS256' },
  { alg: 'PS256' },
  { alg: 'RS512' },
  { alg: 'rs256' },
  { crit: ['exp'] },
  { b64: false },
  { typ: 'dpop+jwt' },
  { typ: 'logout+jwt' },
  { jku: 'http://127.0.0.1:9/keys' },
  { x5u: 'http://127.0.0.1:9/keys' },
  { jwk: {} },
  { x5c: [] },
  { cty: 'JWT' },
  { kid: undefined },
]
const hostileClaims: readonly [Json, ...Json[]] = [
  { iss: 'http://127.0.0.1:9/us-east-1_Other' },
  { token_use: 'id' },
  { token_use: undefined },
  { client_id: 'another' },
  { client_id: undefined },
  { sub: undefined },
  { exp: undefined },
  { exp: 1_000_000_000 },
  { exp: 1e15 },
  { iat: 4_000_000_000 },
  { nbf: 4_000_000_000 },
]
const textClaims: readonly [string, ...string[]] = [
  'iss',
  'sub',
  'client_id',
  'token_use',
  'username',
  'scope',
  'jti',
]

/** A token with one thing wrong in what is signed; the signature itself is good. */
export function missignedToken(random: Random, key: SigningKey, claims: Json): Promise<string> {
  const kind = random.below(4)
  if (kind === 0) return signToken(key, claims, random.pick(hostileHeaders))
  if (kind === 1) return signToken(key, { ...claims, ...random.pick(hostileClaims) })
  if (kind === 2)
    return signToken(key, claims, { [random.pick(['alg', 'kid'])]: random.pick([...noTexts, ...oddTexts]) })
  return signToken(key, { ...claims, [random.pick(textClaims)]: random.pick(noTexts) })
}

/** A signed token after one change to its text; `other` is another good token of the pool. */
export function mutatedToken(random: Random, token: string, other: string): string {
  const at = random.below(token.length)
  const parts = token.split('.')
  const part = random.below(3)
  switch (random.below(8)) {
    case 0:
      return replaceAt(token, at, otherCharacter(random, token.charAt(at)))
    case 1:
      return `${token.slice(0, at)}${visible.charAt(random.below(visible.length))}${token.slice(at)}`
    case 2:
      return token.slice(0, at)
    case 3:
      return `${token.slice(0, at)}${token.slice(at + 1 + random.below(20))}`
    case 4:
      return parts.with(part, other.split('.')[part === 0 ? 1 : part] ?? '').join('.')
    case 5:
      return parts.with(part, '').join('.')
    case 6:
      return `${token}${random.pick(['=', '==', '.', '.e30', '%3D', '%20', '#', ','])}`
    default:
      return parts
        .with(part, random.pick(['e30', 'bnVsbA', 'W10', '77u_e30', 'eyJhbGciOiJub25lIn0']))
        .join('.')
  }
}

function otherCharacter(random: Random, character: string): string {
  const drawn = visible.charAt(random.below(visible.length))
  return drawn === character ? '~' : drawn
}

function replaceAt(text: string, at: number, replacement: string): string {
  return text.slice(0, at) + replacement + text.slice(at + 1)
}
