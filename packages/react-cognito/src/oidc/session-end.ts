import type { SessionSettings } from '../session-settings.ts'
import type { Ending } from '../session-state.ts'
import { createActivity } from './activity.ts'

/** Knows when a session has to end, says so in good time, and calls for the end when the time has come. */
export interface SessionEnd {
  /**
   * Watches over a session from here on. `endsAtMs`: the end of its lifetime, `null` where nobody knows it. A page on
   * which a session begins is one that somebody has just opened, or signed in for: that counts as activity.
   */
  watch(endsAtMs: number | null): void
  /** What people should be told by now. */
  announced(): Ending | null
  /** Whether the time has come; then `onEnd` was called. A device that slept does not notice by itself. */
  isOver(): boolean
  stop(): void
  /** Stops, and forgets that anybody was here. */
  forget(): void
}

type End = Pick<Ending, 'because'> & { readonly atMs: number; readonly noticeMs: number }

const lifetimeNoticeMs = 5 * 60_000
const idleNoticeMs = 2 * 60_000
// Timers stand still while the device sleeps, and hidden pages have them once a minute anyway.
const longestWaitMs = 60_000
const betweenNotesMs = 1000

export function createSessionEnd(parts: {
  settings: SessionSettings
  /** `announced()` says something else now. */
  onAnnouncement(): void
  onEnd(because: Ending['because']): void
}): SessionEnd {
  const { settings, onAnnouncement, onEnd } = parts
  const idleMs = (settings.idleTimeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000
  const activity = createActivity(settings.clientId)
  let lifetimeEndsAtMs = Number.POSITIVE_INFINITY
  let announced: Ending | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopFollowing: (() => void) | undefined

  function nearestEnd(): End {
    const idleAtMs = (activity.lastAtMs() ?? Date.now()) + idleMs
    return idleAtMs < lifetimeEndsAtMs
      ? { because: 'idle', atMs: idleAtMs, noticeMs: Math.min(idleNoticeMs, idleMs / 2) }
      : { because: 'lifetime', atMs: lifetimeEndsAtMs, noticeMs: lifetimeNoticeMs }
  }

  function isOver(): boolean {
    const { because, atMs } = nearestEnd()
    if (Date.now() < atMs) return false
    stop()
    onEnd(because)
    return true
  }

  function look(): void {
    clearTimeout(timer)
    if (isOver()) return
    const end = nearestEnd()
    const leftMs = end.atMs - Date.now()
    const isNear = leftMs <= end.noticeMs
    timer = setTimeout(look, Math.min(isNear ? leftMs : leftMs - end.noticeMs, longestWaitMs))
    announce(isNear ? end : null)
  }

  function announce(end: End | null): void {
    if (announced?.because === end?.because && announced?.at.getTime() === end?.atMs) return
    announced = end && toEnding(end)
    onAnnouncement()
  }

  function toEnding({ because, atMs }: End): Ending {
    const at = new Date(atMs)
    return because === 'idle' ? { because, at, stay: beHere } : { because, at }
  }

  function beHere(): void {
    if (isOver()) return
    activity.note()
    look()
  }

  function notice(): void {
    // Once the end is announced only an answer counts: whoever brushes the mouse may not have read it.
    if (announced?.because === 'idle') return
    if (Date.now() < (activity.lastAtMs() ?? 0) + betweenNotesMs || isOver()) return
    activity.note()
  }

  function follow(): () => void {
    const stopActivity = Number.isFinite(idleMs) ? followActivity() : undefined
    window.addEventListener('pageshow', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      stopActivity?.()
      window.removeEventListener('pageshow', look)
      document.removeEventListener('visibilitychange', look)
    }
  }

  function followActivity(): () => void {
    activity.note()
    return activity.follow({ onHere: notice, onElsewhere: look })
  }

  function stop(): void {
    clearTimeout(timer)
    stopFollowing?.()
    stopFollowing = undefined
    lifetimeEndsAtMs = Number.POSITIVE_INFINITY
    announced = null
  }

  return {
    watch(endsAtMs) {
      lifetimeEndsAtMs = endsAtMs ?? Number.POSITIVE_INFINITY
      stopFollowing ??= follow()
      look()
    },
    announced: () => announced,
    isOver,
    stop,
    forget() {
      stop()
      activity.forget()
    },
  }
}
