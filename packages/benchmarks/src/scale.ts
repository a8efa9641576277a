/** How much is done; times are in seconds. */
export interface Scale {
  readonly rounds: number
  /** The same, where servers may use every core. */
  readonly roundsOnAllCores: number
  readonly distinctTokens: number
  readonly repeatedTokens: number
  /** The laps of one kind that a server runs in one round; together they are as many requests as distinct tokens. */
  readonly lapsPerRound: number
  readonly warmUpRequests: number
  /** How often the guard is timed alone, with each of the repeated tokens. */
  readonly guardRounds: number
  readonly startRounds: number
  readonly floodSeconds: number
  readonly floodPerSecond: number
  readonly latencyRounds: number
  readonly latencySeconds: number
  readonly herd: number
  readonly fuzzedTokens: number
  readonly rawMessages: number
  /** Of each kind, valid and hostile, in each fault scenario. */
  readonly faultRequests: number
  /** Key set endpoints that fail in these many ways, of twenty. */
  readonly brokenModes: number
  readonly forgedKeyIds: number
  /** How many guards go through every case of the comparison. */
  readonly guards: number
  /** How long a new key is waited for. */
  readonly rotationSeconds: number
}

/** What `docs/benchmarks.md` shows, which says how long it took. */
export const full: Scale = {
  rounds: 4,
  roundsOnAllCores: 2,
  distinctTokens: 20_000,
  repeatedTokens: 50,
  lapsPerRound: 10,
  warmUpRequests: 10_000,
  guardRounds: 4_000,
  startRounds: 11,
  floodSeconds: 60,
  floodPerSecond: 5_000,
  latencyRounds: 3,
  latencySeconds: 5,
  herd: 500,
  fuzzedTokens: 100_000,
  rawMessages: 10_000,
  faultRequests: 500,
  brokenModes: 20,
  forgedKeyIds: 200,
  guards: 8,
  rotationSeconds: 40,
}

/** Enough to see that the scripts run; its figures mean nothing. */
export const quick: Scale = {
  rounds: 1,
  roundsOnAllCores: 1,
  distinctTokens: 60,
  repeatedTokens: 5,
  lapsPerRound: 2,
  warmUpRequests: 20,
  guardRounds: 10,
  startRounds: 1,
  floodSeconds: 0.5,
  floodPerSecond: 200,
  latencyRounds: 1,
  latencySeconds: 0.3,
  herd: 20,
  fuzzedTokens: 200,
  rawMessages: 30,
  faultRequests: 10,
  brokenModes: 2,
  forgedKeyIds: 10,
  guards: 1,
  rotationSeconds: 0.2,
}
