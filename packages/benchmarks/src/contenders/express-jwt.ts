import { createServer } from 'node:http'
import express from 'express'
import { expressjwt } from 'express-jwt'
import { expressJwtSecret } from 'jwks-rsa'
import { type CreateContender, greeting, keySetUrl } from './settings.ts'

/** With jwks-rsa, as in the express-jwt example of jwks-rsa. */
export const createContender: CreateContender = (settings) => {
  const { issuer, audience, keySetMaxAgeMs } = settings
  const app = express()
  app.use(
    expressjwt({
      secret: expressJwtSecret({
        cache: true,
        rateLimit: true,
        jwksRequestsPerMinute: 5,
        jwksUri: keySetUrl(settings),
        ...(keySetMaxAgeMs !== null && { cacheMaxAge: keySetMaxAgeMs }),
      }),
      issuer,
      ...(audience !== null && { audience }),
      algorithms: ['RS256'],
    }),
  )
  app.get('/hello', (_req, res) => {
    res.json(greeting)
  })
  return createServer(app)
}
