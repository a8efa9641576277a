import { createServer } from 'node:http'
import express from 'express'
import { passportJwtSecret } from 'jwks-rsa'
import passport from 'passport'
import { ExtractJwt, Strategy } from 'passport-jwt'
import { type CreateContender, greeting, keySetUrl } from './settings.ts'

/** With jwks-rsa, as in the passport example of jwks-rsa. */
export const createContender: CreateContender = (settings) => {
  const { issuer, audience, keySetMaxAgeMs } = settings
  passport.use(
    new Strategy(
      {
        secretOrKeyProvider: passportJwtSecret({
          cache: true,
          rateLimit: true,
          jwksRequestsPerMinute: 5,
          jwksUri: keySetUrl(settings),
          ...(keySetMaxAgeMs !== null && { cacheMaxAge: keySetMaxAgeMs }),
        }),
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        issuer,
        ...(audience !== null && { audience }),
        algorithms: ['RS256'],
      },
      (payload, done) => done(null, payload),
    ),
  )

  const app = express()
  app.get('/hello', passport.authenticate('jwt', { session: false }), (_req, res) => {
    res.json(greeting)
  })
  return createServer(app)
}
