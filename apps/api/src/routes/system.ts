import { getLiveness, getProtectedResource, getReadiness, scopes } from '@lifeguard/api-contract'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'

export interface SystemRoutes {
  readonly apiUrl: string
  readonly issuer: string
  /** Resolves to what is missing, in words for the operator; nothing missing: ready. */
  readonly findObstacles: () => Promise<string[]>
}

const ok = { status: 'ok' } as const

export function mountSystem(mount: Mount, { apiUrl, issuer, findObstacles }: SystemRoutes): void {
  mount(getLiveness, () => ok)

  mount(getReadiness, async () => {
    const obstacles = await findObstacles()
    if (obstacles.length === 0) return ok
    throw new ProblemError('unavailable', {
      detail: obstacles.join('; '),
      headers: { 'Retry-After': '2' },
      reason: 'not-ready',
    })
  })

  mount(getProtectedResource, () => ({
    resource: apiUrl,
    resource_name: 'Lifeguard notes',
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    scopes_supported: Object.keys(scopes),
  }))
}
