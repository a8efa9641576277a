import type { RunningUserPool } from '@lifeguard/local-user-pool'

/** What a user pool has minted, to be looked for where it must not be. */
export interface Secrets {
  /** The same pool, whose every token is remembered. */
  readonly pool: RunningUserPool
  /** Also what a test made up and sent as a token. */
  remember(token: string): void
  /**
   * Requirement O-01 over a whole log.
   *
   * @throws Error when the log holds a part of a token, or holds none only because the last lock struck it out.
   */
  refuseIn(log: string): void
}

export function createSecrets(pool: RunningUserPool): Secrets {
  const parts = new Set<string>()

  function remember(token: string): void {
    // The header of a token says no more than the key set does; what is shorter is no secret.
    for (const part of token.split('.').slice(-2)) if (part.length > 20) parts.add(part)
  }
  function keep(token: string): string {
    remember(token)
    return token
  }

  return {
    remember,
    pool: {
      ...pool,
      accessTokenFor: async (...request) => keep(await pool.accessTokenFor(...request)),
      machineTokenFor: async (...request) => keep(await pool.machineTokenFor(...request)),
      async tokensFor(...request) {
        const tokens = await pool.tokensFor(...request)
        for (const token of [tokens.accessToken, tokens.idToken, tokens.refreshToken]) remember(token ?? '')
        return tokens
      },
    },
    refuseIn(log) {
      const line = log.split('\n').findIndex((text) => text.includes('[redacted]') || hasAny(text, parts))
      if (line !== -1) throw new Error(`A token came into the log, in line ${line + 1}`)
    },
  }
}

function hasAny(text: string, parts: ReadonlySet<string>): boolean {
  // Every run of base64url that is long enough, rather than every part: a log has thousands of lines.
  return (text.match(/[\w-]{21,}/g) ?? []).some((run) => parts.has(run))
}
