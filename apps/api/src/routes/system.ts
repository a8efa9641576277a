import {
  type Endpoint,
  getLiveness,
  getOpenApi,
  getProtectedResource,
  getReadiness,
  scopes,
} from '@lifeguard/api-contract'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'
import { createOpenApi, type OpenApi } from '../openapi/create-openapi.ts'
import type { CheckReadiness } from '../operation/readiness.ts'

export interface SystemRoutes {
  readonly apiUrl: string
  readonly issuer: string
  readonly domain: string
  /** What the reference describes: everything that is mounted by the time it is first asked for. */
  readonly endpoints: readonly Endpoint[]
  readonly checkReadiness: CheckReadiness
}

const status = 'ok' as const

export function mountSystem(mount: Mount, options: SystemRoutes): void {
  const { apiUrl, issuer, domain, endpoints, checkReadiness } = options
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

  let reference: OpenApi | undefined
  mount(getOpenApi, () => {
    reference ??= createOpenApi({ endpoints, apiUrl, pool: { issuer, domain } })
    return reference
  })
}
