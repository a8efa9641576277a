import type { Target } from './target.ts'

/** Where a behaviour is known from: AWS's pages, reports and captured answers, or nothing but our own caution. */
export type Tag = 'documented' | 'observed' | 'assumed'

/**
 * What a check needs beyond an app client and its callback URL: `person` a user whose password it may type, `machine` a
 * confidential client, `local` the pool of this package with its clock and its special clients.
 */
export type Need = 'client' | 'machine' | 'person' | 'local'

/** One behaviour of a user pool, seen from outside over HTTP. */
export interface Check {
  readonly section: string
  readonly behaviour: string
  readonly tag: Tag
  readonly needs: Need
  /** Throws when the pool behaves otherwise. */
  readonly run: (target: Target) => Promise<void>
}

type Body = (target: Target) => Promise<void>

/** Collects the checks of one section. */
export function section(name: string, checks: readonly (readonly [Tag, Need, string, Body])[]): Check[] {
  return checks.map(([tag, needs, behaviour, run]) => ({ section: name, behaviour, tag, needs, run }))
}

export function isRunnable(check: Check, target: Target): boolean {
  switch (check.needs) {
    case 'client':
      return true
    case 'machine':
      return target.machine !== undefined
    case 'person':
      return target.person !== undefined
    case 'local':
      return target.local !== undefined
  }
}
