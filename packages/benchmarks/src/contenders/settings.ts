import type { Server } from 'node:http'

/** What every contender is told. */
export interface GuardSettings {
  readonly issuer: string
  readonly clientId: string
  /** The `aud` to demand; null: stock tokens, which carry none. */
  readonly audience: string | null
  /** Where the library has such a setting; null: its default. */
  readonly keySetMaxAgeMs: number | null
  /** Ours only; null: the default. */
  readonly keySetStaleMs: number | null
  /** Ours only: how many tokens are remembered; null: the default. */
  readonly rememberedTokens: number | null
  /** Ours only: whether the key set is read ahead of the first request. */
  readonly prefetch: boolean
}

/** A server, not listening yet, with one guarded route: `GET /hello`. */
export type CreateContender = (settings: GuardSettings) => Server | Promise<Server>

/** What the route answers, everywhere. */
export const greeting = { greeting: 'hello' }

/** Where the key set of the issuer is. */
export const keySetUrl = ({ issuer }: GuardSettings): string => `${issuer}/.well-known/jwks.json`
