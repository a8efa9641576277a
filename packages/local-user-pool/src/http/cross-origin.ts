import type { RequestHandler } from 'express'

/**
 * CORS as on Cognito: any origin, no credentials. Source: Cognito Developer Guide, "User pool managed login". The pages
 * and redirects (authorize, login, logout) have none.
 */
export function allowAnyOrigin(methods: readonly string[]): RequestHandler {
  return (request, response, next) => {
    response.set('access-control-allow-origin', '*')
    if (request.method !== 'OPTIONS') return next()
    response
      .status(204)
      .set({
        'access-control-allow-methods': [...methods, 'OPTIONS'].join(', '),
        'access-control-allow-headers': 'Authorization, Content-Type',
        'access-control-max-age': '600',
      })
      .end()
  }
}
