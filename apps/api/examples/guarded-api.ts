import { createAccessTokenVerifier } from '@lifeguard/access-token'
import {
  allScopes,
  anyGroup,
  createBearerAuth,
  oncePerRequest,
  problem,
} from '@lifeguard/express-bearer-auth'
import express, { type Express, type Request } from 'express'

interface Parts {
  issuer: string
  clientIds: string[]
  findAccount: (subject: string) => Promise<{ email: string }>
}

export function createGuardedApi({ issuer, clientIds, findAccount }: Parts): Express {
  const { verify } = createAccessTokenVerifier({ pools: [{ issuer, clientIds }] })
  const auth = createBearerAuth({ verify, resourceMetadataUrl: 'https://api.example.com/metadata' })
  const account = oncePerRequest((req: Request) => findAccount(auth.principal(req).subject))
  const app = express()

  // Auth required: any valid access token. Or one with a scope, else 403 that names it.
  app.get('/me', auth.require(), (req, res) => void res.json(auth.principal(req)))
  app.get('/notes', auth.require(allScopes('notes/read')), (_req, res) => void res.json([]))

  // A group of endpoints at once.
  app.use('/admin', auth.require(anyGroup('admins')))
  app.get('/admin/users', (_req, res) => void res.json([]))

  // The user from the database, read only where a handler asks, and once a request.
  app.get('/profile', auth.require(), async (req, res) => void res.json(await account(req)))

  app.use(problem) // 401 with a challenge, 403, 503, as application/problem+json
  return app
}
