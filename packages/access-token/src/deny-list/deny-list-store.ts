/** Tokens of one sign-in: `origin_jti` is the same in every token that descends from it. */
export interface DeniedSignIn {
  readonly kind: 'sign-in'
  readonly issuer: string
  readonly originJti: string
  /** Milliseconds since 1970, after which no token that this refuses can be alive. */
  readonly until: number
}

/** Tokens of one subject from sign-ins up to a moment; who signs in again afterwards is let in again. */
export interface DeniedSubject {
  readonly kind: 'subject'
  readonly issuer: string
  readonly subject: string
  /** Seconds since 1970, compared with `auth_time`, which a refresh keeps. */
  readonly signedInUntil: number
  readonly until: number
}

export type DenyListEntry = DeniedSignIn | DeniedSubject

/** What was read from a store, and where the next reading goes on. */
export interface DenyListPage {
  readonly entries: readonly DenyListEntry[]
  readonly cursor: string
}

/**
 * Where a deny-list is kept for all instances. Whatever `add` promised to have kept must be in the next `readSince` of
 * every instance; reading an entry twice does no harm, so a store whose writes become visible out of order goes back a
 * few seconds with its cursor. Entries may be removed once they are past `until`.
 */
export interface DenyListStore {
  add(entry: DenyListEntry): Promise<void>
  /** Entries added since the cursor was given out; every entry for `null`. */
  readSince(cursor: string | null): Promise<DenyListPage>
}

/** A store for one instance alone, in its memory. */
export function createMemoryDenyListStore(): DenyListStore {
  const entries: DenyListEntry[] = []
  return {
    async add(entry) {
      entries.push(entry)
    },
    async readSince(cursor) {
      return { entries: entries.slice(Number(cursor ?? 0)), cursor: String(entries.length) }
    },
  }
}
