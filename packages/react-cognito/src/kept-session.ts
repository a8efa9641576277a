import type { SessionSettings } from './session-settings.ts'

/** What outlives a reload. */
export interface KeptSession {
  readonly refreshToken: string
  readonly subject: string
  readonly scope: string
}

/** Where a session rests between two page loads. Reading anything but a whole record counts as having none. */
export interface SessionKeeper {
  read(): KeptSession | null
  write(kept: KeptSession): void
  clear(): void
}

/** The keeper for a `store` setting. A storage that throws (disabled, full) keeps nothing. */
export function createSessionKeeper({ store = 'split', clientId }: SessionSettings): SessionKeeper {
  const key = storageKey(clientId, 'session')
  const storage = webStorage(store)

  return {
    read() {
      return storage ? readKeptSession(attempt(() => storage.getItem(key))) : null
    },
    write({ refreshToken, subject, scope }) {
      attempt(() => storage?.setItem(key, JSON.stringify({ refreshToken, subject, scope })))
    },
    clear() {
      attempt(() => storage?.removeItem(key))
    },
  }
}

/** Every storage key of a session: one app client does not see another's. */
export function storageKey(clientId: string, name: string): string {
  return `lifeguard.${clientId}.${name}`
}

function webStorage(store: 'split' | 'memory' | 'local'): Storage | undefined {
  if (store === 'memory') return undefined
  return attempt(() => (store === 'local' ? window.localStorage : window.sessionStorage))
}

function readKeptSession(text: string | null | undefined): KeptSession | null {
  const value: unknown = text ? attempt(() => JSON.parse(text)) : null
  if (typeof value !== 'object' || value === null) return null
  if (!('refreshToken' in value && 'subject' in value && 'scope' in value)) return null

  const { refreshToken, subject, scope } = value
  if (typeof refreshToken !== 'string' || refreshToken === '') return null
  if (typeof subject !== 'string' || typeof scope !== 'string') return null
  return { refreshToken, subject, scope }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
