import { getLiveness, getProtectedResource, getReadiness, scopes } from '@lifeguard/api-contract'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { CheckReadiness } from '../operation/readiness.ts'

export interface SystemRoutes {
  readonly apiUrl: string
  readonly issuer: string
  readonly checkReadiness: CheckReadiness
}

const status = 'ok' as const

export function mountSystem(mount: Mount, { apiUrl, issuer, checkReadiness }: SystemRoutes): void {
  mount(getLiveness, () => ({ status }))

  mount(getReadiness, async () => {
    const { keySet, obstacles } = await checkReadiness()
    if (keySet !== 'none' && obstacles.length === 0) return { status, keySet }
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
