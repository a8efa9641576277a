import { type AccessTokenVerifier, createVerifier } from '../access-token-verifier.ts'
import { admitKeys, type VerificationKey } from '../key-set/admit-keys.ts'
import type { KeySet } from '../key-set/key-set.ts'
import { type AccessTokenVerifierOptions, readOptions } from '../options.ts'
import { stockMachineClaims, stockUserClaims } from './stock-claims.ts'
import { createTestKey, signToken, type TestKey } from './test-key.ts'

/** Claims by the names that Cognito gives them; `undefined` leaves one out. */
export type ClaimChanges = Readonly<Record<string, unknown>>

/** A verifier that judges exactly as in production, with a key set of its own and no network. */
export interface TestVerifier extends AccessTokenVerifier {
  readonly issuer: string
  readonly clientId: string
  /** What signs, for tokens that `signToken` makes. */
  readonly key: TestKey
  /** The access token of a person, with these claims changed. */
  readonly signAccessToken: (changes?: ClaimChanges) => string
  /** The access token of an app client on its own behalf, with these claims changed. */
  readonly signMachineAccessToken: (changes?: ClaimChanges) => string
}

/** Options of the verifier, but for its pool, of which one may change what one likes. */
export interface TestVerifierOptions extends Omit<AccessTokenVerifierOptions, 'pools'> {
  readonly pool?: Partial<AccessTokenVerifierOptions['pools'][number]>
}

/** Makes a verifier and the tokens that it accepts, for tests of what is built on it. */
export function createTestVerifier({ pool, ...options }: TestVerifierOptions = {}): TestVerifier {
  const issuer = pool?.issuer ?? 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lifeguard'
  const clientId = pool?.clientIds?.[0] ?? 'testclient00000000000000001'
  const settings = readOptions({ ...options, pools: [{ clientIds: [clientId], ...pool, issuer }] })
  const key = createTestKey()
  const issuance = () => ({ issuer, clientId, now: settings.now() })
  const header = { kid: key.keyId, alg: 'RS256' }

  return {
    ...createVerifier(settings, () => fixedKeySet(key)),
    issuer,
    clientId,
    key,
    signAccessToken: (changes) => signToken(header, { ...stockUserClaims(issuance()), ...changes }, key),
    signMachineAccessToken: (changes) =>
      signToken(header, { ...stockMachineClaims(issuance()), ...changes }, key),
  }
}

function fixedKeySet({ jwk }: TestKey): KeySet {
  let held: ReadonlyMap<string, VerificationKey> = new Map()
  const admitted = admitKeys({ keys: [jwk] }, held).then(({ keys }) => {
    held = keys
  })
  return {
    // At once where the key is held, as in production.
    find: (keyId) => held.get(keyId) ?? admitted.then(() => held.get(keyId)),
    trusts: () => true,
    prefetch: async () => undefined,
    state: () => 'fresh',
    ageSeconds: () => 0,
    close: () => undefined,
  }
}
