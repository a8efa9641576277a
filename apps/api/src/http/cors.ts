import { getOpenApi, getProtectedResource, reportCspViolations } from '@lifeguard/api-contract'
import cors from 'cors'
import type { RequestHandler } from 'express'

/**
 * What pages of any origin may call, and read the answer of: it holds nothing of anybody. Browsers send reports without
 * asking first, and call it an error when they may not take the answer.
 */
const openToAnywhere = new Set<string>([getProtectedResource.path, getOpenApi.path, reportCspViolations.path])

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
  return (req, res, next) => {
    if (!openToAnywhere.has(req.path)) return here(req, res, next)
    res.set('Cross-Origin-Resource-Policy', 'cross-origin')
    anywhere(req, res, next)
  }
}
