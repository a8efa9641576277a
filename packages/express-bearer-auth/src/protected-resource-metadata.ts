import type { RequestHandler } from 'express'
import { isUrl } from './misuse.ts'
import { withPolicy } from './route-policies.ts'

/** What a client learns about this API before it has a token (RFC 9728 §2). */
export interface ProtectedResource {
  /** The API's own identifier: an https URL, exactly as clients use it. */
  readonly resource: string
  readonly issuers: readonly string[]
  readonly scopes: readonly string[]
}

/**
 * Serves the metadata of a protected resource; mount it at `/.well-known/oauth-protected-resource`, before
 * authentication. Readable from any origin, and nothing in it comes from the request.
 */
export function protectedResourceMetadata(described: ProtectedResource): RequestHandler {
  const { resource, issuers, scopes } = described ?? {}
  if (!isUrl(resource) || ![issuers, scopes].every(Array.isArray)) {
    throw new TypeError(
      'Cannot describe the API: resource must be its absolute URL, issuers and scopes must be lists of texts',
    )
  }
  const body = JSON.stringify({
    resource,
    authorization_servers: issuers,
    scopes_supported: scopes,
    bearer_methods_supported: ['header'],
  })
  const serve: RequestHandler = (_req, res) => {
    res
      .set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=3600' })
      .type('application/json')
      .send(body)
  }
  return withPolicy(serve, 'everybody')
}
