import { verify } from 'node:crypto'
import type { AccessTokenClaims } from '@lifeguard/cognito'
import { type ClaimRules, checkTimes, readClaims } from './claims.ts'
import type { VerificationKey } from './key-set/admit-keys.ts'
import type { KeySet } from './key-set/key-set.ts'
import { OneOfEach } from './one-of-each.ts'
import { toPrincipal } from './principal.ts'
import { readToken, type UnverifiedToken } from './token-format.ts'
import type { Reason, Verdict } from './verdict.ts'

/** A pool, ready to judge tokens that name it. */
export interface Pool extends ClaimRules {
  readonly issuer: string
  readonly thirdPartyClientIds: readonly string[]
  readonly keySet: KeySet
}

export type ValidVerdict = Verdict & { readonly valid: true }
export type InvalidVerdict = Verdict & { readonly valid: false }

/** A valid token, and on whose word it is. */
export interface Proved {
  readonly proved: true
  readonly verdict: ValidVerdict
  readonly pool: Pool
  readonly key: VerificationKey
}

/** A token that is not valid, and what was known of it by then. */
export interface Refused {
  readonly proved: false
  readonly verdict: InvalidVerdict
  /** The pool that the token names, whether or not it is from there. */
  readonly pool: Pool | null
  /** What the token says, once its signature was found good. */
  readonly signedClaims: { readonly sub?: unknown; readonly client_id?: unknown } | null
}

export type Judgement = Proved | Refused

/**
 * Judges a token from its first byte: its form, the pool it names, the signature, and only then what it claims. The
 * pool is chosen before any key is looked for, so a token can cause requests to configured pools alone. At once, unless
 * a key has to be waited for.
 */
export function judge(
  token: string,
  pools: ReadonlyMap<string, Pool>,
  now: number,
): Judgement | Promise<Judgement> {
  const read = readToken(token)
  if (typeof read === 'string') return refuse(read, null)
  const { iss } = read.payload
  const pool = typeof iss === 'string' ? pools.get(iss) : undefined
  if (pool === undefined) return refuse('issuer', null)
  const key = pool.keySet.find(read.keyId)
  if (key instanceof Promise) return key.then((found) => judgeBy(found, read, pool, now))
  return judgeBy(key, read, pool, now)
}

function judgeBy(
  key: VerificationKey | undefined,
  read: UnverifiedToken,
  pool: Pool,
  now: number,
): Judgement {
  if (key === undefined) return refuse('unknown-key', pool)
  if (!isSignedWith(key, read)) return refuse('signature', pool)

  const claims = readClaims(read.payload, pool, now)
  if (typeof claims === 'string') return refuse(claims, pool, read.payload)
  return { proved: true, verdict: toVerdict(claims, pool), pool, key }
}

// RS256 alone (RFC 7518 §3.3): keys are RSA keys, and PKCS#1 v1.5 is how Node pads with those unless told otherwise. At
// once: the thread pool takes load off this thread, but more processor time in all (decision 020).
function isSignedWith({ publicKey }: VerificationKey, { signed, signature }: UnverifiedToken): boolean {
  return verify('RSA-SHA256', signed, publicKey, signature)
}

/** Judges a token again whose form, signature and claims were found good before: what changes is the time. */
export function judgeAgain(proved: Proved, now: number): Judgement {
  const { verdict, pool } = proved
  const reason = checkTimes(verdict.claims, pool.clockSkewSeconds, now)
  return reason === null ? proved : refuse(reason, pool, verdict.claims)
}

/** What becomes of a valid token that was revoked. */
export function revoke({ verdict, pool }: Proved): Refused {
  return refuse('revoked', pool, verdict.claims)
}

function refuse(reason: Reason, pool: Pool | null, signedClaims: Refused['signedClaims'] = null): Refused {
  return { proved: false, verdict: { valid: false, reason }, pool, signedClaims }
}

function toVerdict(checked: AccessTokenClaims, pool: Pool): ValidVerdict {
  const claims = Object.freeze({
    ...checked,
    iss: pool.issuer,
    client_id: texts.of(checked.client_id),
    ...(checked.scope !== undefined && { scope: texts.of(checked.scope) }),
  })
  return Object.freeze({ valid: true, principal: toPrincipal(claims, pool.thirdPartyClientIds), claims })
}

const texts = new OneOfEach((text) => text)
