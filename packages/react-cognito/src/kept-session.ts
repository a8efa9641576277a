import type { SessionSettings } from './session-settings.ts'
import { attempt, storageKey } from './storage.ts'

/**
 * What outlives a reload. `session` names one sign-in, and a later sign-in has a greater name; `generation` counts
 * its renewals. Neither is secret.
 */
export interface KeptSession {
  readonly issuer: string
  readonly session: string
  readonly generation: number
  readonly subject: string
  readonly scope: string
  readonly refreshToken: string
}

/** These members and no others, from whatever holds them. */
export function toKeptSession(from: KeptSession): KeptSession {
  const { issuer, session, generation, subject, scope, refreshToken } = from
  return { issuer, session, generation, subject, scope, refreshToken }
}

/** Where a session rests between two page loads. */
export interface SessionKeeper {
  /** `null` for everything but a whole record of this pool. */
  read(): KeptSession | null
  write(kept: KeptSession): void
  /** Forgets this session, and no other that took its place meanwhile. */
  clear(session: string): void
}

/** The keeper for a `store` setting. A storage that throws (disabled, full) keeps nothing. */
export function createSessionKeeper({ store = 'split', clientId, issuer }: SessionSettings): SessionKeeper {
  const key = storageKey(clientId, 'session')
  const storage = webStorage(store)

  function read(): KeptSession | null {
    const kept = storage ? readKeptSession(attempt(() => storage.getItem(key))) : null
    return kept?.issuer === issuer ? kept : null
  }

  return {
    read,
    write(kept) {
      attempt(() => storage?.setItem(key, JSON.stringify(toKeptSession(kept))))
    },
    clear(session) {
      if (read()?.session === session) attempt(() => storage?.removeItem(key))
    },
  }
}

function webStorage(store: 'split' | 'memory' | 'local'): Storage | undefined {
  if (store === 'memory') return undefined
  return attempt(() => (store === 'local' ? window.localStorage : window.sessionStorage))
}

function readKeptSession(text: string | null | undefined): KeptSession | null {
  const value: unknown = text ? attempt(() => JSON.parse(text)) : null
  return isKeptSession(value) ? value : null
}

const stringMembers = ['issuer', 'session', 'subject', 'scope', 'refreshToken']

/** Whether a value from a storage or from another tab is a whole record. */
export function isKeptSession(value: unknown): value is KeptSession {
  if (typeof value !== 'object' || value === null) return false
  const record: object = value
  return (
    stringMembers.every(
      (name) => Object.hasOwn(record, name) && isNonEmptyString(Reflect.get(record, name)),
    ) && Number.isSafeInteger(Reflect.get(record, 'generation'))
  )
}

function isNonEmptyString(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
