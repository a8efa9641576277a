import type { Principal } from '@lifeguard/express-bearer-auth'
import { allScopes, createBearerAuth, problem, user, type VerifyToken } from '@lifeguard/express-bearer-auth'
import express, { type Express } from 'express'

export function createNotesApi(verify: VerifyToken<Principal>): Express {
  const auth = createBearerAuth({
    verify,
    resourceMetadataUrl: 'https://api.example.com/.well-known/oauth-protected-resource',
  })
  const app = express()
  app.get('/notes', auth.require(user(), allScopes('notes/read')), (req, res) => {
    res.json({ owner: auth.principal(req).username })
  })
  app.use(problem)
  return app
}
