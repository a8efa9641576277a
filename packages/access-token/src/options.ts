import type { AccessTokenClaims } from '@lifeguard/cognito'
import type { Decision } from './decision.ts'
import type { KeySetEvent } from './key-set/key-set.ts'
import { meant } from './misspelt.ts'
import { poolFaults } from './pool-faults.ts'

/** A user pool whose access tokens are accepted. */
export interface AcceptedPool {
  /** As it stands in `iss`, character for character; the key set is read below it. */
  readonly issuer: string
  /** App clients of ours whose tokens are accepted; null: every app client of the pool. */
  readonly clientIds: readonly string[] | null
  /** App clients of others, whose users are known as such (`through: 'third-party-client'`). */
  readonly thirdPartyClientIds?: readonly string[]
  /**
   * The identifier of this API, which `aud` must hold where a token has one (RFC 8707). Absent: a token with `aud` is
   * for somebody else. null: `aud` is not looked at.
   */
  readonly resource?: string | null
  /** Refuses tokens without `aud` too, for pools whose clients all ask with `resource`. Default false. */
  readonly requireResource?: boolean
}

/** Whether a token that is valid otherwise was revoked. */
export type IsRevoked = (claims: AccessTokenClaims) => boolean | Promise<boolean>

/** Durations are in seconds. Only what is written as `null` switches a check off. */
export interface AccessTokenVerifierOptions {
  readonly pools: readonly AcceptedPool[]
  /** 0 to 300, default 30: how far the clocks of pool and API may be apart. */
  readonly clockSkewSeconds?: number
  /** Default 300: a key that the pool removes is refused after this time at the latest, while the pool answers. */
  readonly keySetMaxAgeSeconds?: number
  /** Default 3600: for how long a key set serves beyond its age while the pool does not answer. 0: not at all. */
  readonly keySetStaleSeconds?: number
  /** How many verified tokens are remembered, at less than 1 KB each. Default 10,000; 0: none. */
  readonly rememberedTokens?: number
  /** Asked at every request, for remembered tokens too. What it throws is answered 503. */
  readonly isRevoked?: IsRevoked
  /** Told of every decision. Keep it cheap: it is called before the answer. */
  readonly onDecision?: (decision: Decision) => void
  /** Told of every reading of a key set. */
  readonly onKeySet?: (event: KeySetEvent) => void
  /** The wall clock, in milliseconds since 1970. */
  readonly now?: () => number
  /** Milliseconds that only ever grow, by which key sets age. */
  readonly monotonicNow?: () => number
}

/** The options with every default in place. */
export interface Settings {
  readonly pools: readonly AcceptedPool[]
  readonly clockSkewSeconds: number
  readonly keySetMaxAgeSeconds: number
  readonly keySetStaleSeconds: number
  readonly rememberedTokens: number
  readonly isRevoked: IsRevoked | null
  readonly onDecision: ((decision: Decision) => void) | null
  readonly onKeySet: (event: KeySetEvent) => void
  readonly now: () => number
  readonly monotonicNow: () => number
}

/** Reads the options. Throws one error that names everything that makes no sense. */
export function readOptions(options: AccessTokenVerifierOptions): Settings {
  const faults = [
    ...poolFaults(options?.pools),
    ...durationFaults(options ?? {}),
    ...functionFaults(options ?? {}),
    ...misspeltNames(options ?? {}),
  ]
  if (faults.length > 0) throw new Error(`Cannot verify access tokens: ${faults.join('; ')}`)

  return {
    pools: options.pools,
    clockSkewSeconds: options.clockSkewSeconds ?? 30,
    keySetMaxAgeSeconds: options.keySetMaxAgeSeconds ?? 300,
    keySetStaleSeconds: options.keySetStaleSeconds ?? 3600,
    rememberedTokens: options.rememberedTokens ?? 10_000,
    isRevoked: options.isRevoked ?? null,
    onDecision: options.onDecision === undefined ? null : undisturbed(options.onDecision),
    onKeySet: undisturbed(options.onKeySet ?? (() => undefined)),
    now: options.now ?? Date.now,
    monotonicNow: options.monotonicNow ?? (() => performance.now()),
  }
}

const limits = [
  ['clockSkewSeconds', 0, 300],
  ['keySetMaxAgeSeconds', 1, 86_400],
  ['keySetStaleSeconds', 0, 86_400],
  ['rememberedTokens', 0, 1_000_000],
] as const
const functions = ['isRevoked', 'onDecision', 'onKeySet', 'now', 'monotonicNow'] as const
const names = ['pools', ...limits.map(([name]) => name), ...functions]

function durationFaults(options: Partial<AccessTokenVerifierOptions>): string[] {
  return limits
    .filter(([name, least, most]) => !isWithin(options[name], least, most))
    .map(([name, least, most]) => `${name} must be a number from ${least} to ${most}`)
}

function functionFaults(options: Partial<AccessTokenVerifierOptions>): string[] {
  return functions
    .filter((name) => options[name] !== undefined && typeof options[name] !== 'function')
    .map((name) => `${name} must be a function`)
}

// Not every unknown name: people spread the settings of their app in here.
function misspeltNames(options: object): string[] {
  return Object.keys(options)
    .filter((name) => !names.includes(name))
    .flatMap((name) => {
      const option = meant(name, names)
      return option === undefined ? [] : [`there is no option "${name}"; it is "${option}"`]
    })
}

function isWithin(value: number | undefined, least: number, most: number): boolean {
  return value === undefined || (typeof value === 'number' && value >= least && value <= most)
}

// A hook that throws has a fault of its own and must not change what callers are answered.
function undisturbed<E>(hook: (event: E) => void): (event: E) => void {
  return (event) => {
    try {
      hook(event)
    } catch (error) {
      process.emitWarning(new Error('A hook of the access token verifier failed', { cause: error }))
    }
  }
}
