import { isKeptSession, type KeptSession } from './kept-session.ts'
import type { Standing } from './living-tabs.ts'
import { storageKey } from './storage.ts'

/** A session on its way to another tab of this origin. `user` is what oidc-client-ts stores for it. */
export interface LentSession extends KeptSession {
  readonly user: string
}

/** What tabs tell each other. */
export type TabMessage =
  | { readonly kind: 'signed-in'; readonly session: string; readonly subject: string }
  | { readonly kind: 'signed-out'; readonly session: string }
  | { readonly kind: 'ended'; readonly session: string; readonly reason: 'expired' | 'idle' }
  | { readonly kind: 'renewed'; readonly lent: LentSession }
  | { readonly kind: 'ask'; readonly id: string; readonly wanted: Standing }
  | { readonly kind: 'lend'; readonly id: string; readonly lent: LentSession }

export interface TabChannel {
  post(message: TabMessage): void
  listen(listener: (message: TabMessage) => void): () => void
}

/** A channel among the tabs of this origin; what does not read as a message is ignored. */
export function openTabChannel(clientId: string): TabChannel {
  const channel = new BroadcastChannel(storageKey(clientId, 'tabs'))

  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      const hear = ({ data }: MessageEvent<unknown>): void => {
        if (isTabMessage(data)) listener(data)
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
  }
}

function isTabMessage(value: unknown): value is TabMessage {
  if (!isRecord(value)) return false
  switch (value.kind) {
    case 'signed-in':
      return areStrings(value.session, value.subject)
    case 'signed-out':
      return areStrings(value.session)
    case 'ended':
      return areStrings(value.session) && (value.reason === 'expired' || value.reason === 'idle')
    case 'renewed':
      return isLentSession(value.lent)
    case 'ask':
      return areStrings(value.id) && isStanding(value.wanted)
    case 'lend':
      return areStrings(value.id) && isLentSession(value.lent)
    default:
      return false
  }
}

function isLentSession(value: unknown): boolean {
  return isRecord(value) && typeof value.user === 'string' && isKeptSession(value)
}

function isStanding(value: unknown): boolean {
  return isRecord(value) && typeof value.session === 'string' && typeof value.generation === 'number'
}

function areStrings(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
