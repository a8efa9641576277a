import cors from 'cors'
import type { RequestHandler } from 'express'

/** What anybody may read from any origin: it holds nothing of anybody. */
const readableFromAnywhere = new Set(['/.well-known/oauth-protected-resource', '/openapi.json'])

/**
 * Lets the web app's origins call from a browser, compared character for character. Stands before authentication, so
 * that preflights need no token and refusals are readable too. No cookies: the access token is the only credential.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const allow = (origin: string | string[]) =>
    cors({
      origin,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key', 'traceparent'],
      exposedHeaders: [
        'WWW-Authenticate',
        'Retry-After',
        'ETag',
        'Location',
        'RateLimit',
        'RateLimit-Policy',
        'X-Request-Id',
      ],
      maxAge: 7200,
    })
  const [anywhere, here] = [allow('*'), allow([...origins])]
  return (req, res, next) => (readableFromAnywhere.has(req.path) ? anywhere : here)(req, res, next)
}
