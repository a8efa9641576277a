import {
  allScopes,
  anyGroup,
  createBearerAuth,
  everybody,
  oncePerRequest,
  type Principal,
  problem,
  protectedResourceMetadata,
  recentSignIn,
  requireRoutePolicies,
  UnavailableError,
  type VerifyToken,
} from '@lifeguard/express-bearer-auth'
import cors from 'cors'
import express, { type Express, type Request } from 'express'

export interface Parts {
  readonly verify: VerifyToken<Principal>
  readonly apiUrl: string
  readonly issuer: string
  readonly webOrigins: string[]
  readonly findAccount: (subject: string) => Promise<{ email: string }>
}

export function createApp({ verify, apiUrl, issuer, webOrigins, findAccount }: Parts): Express {
  const metadataPath = '/.well-known/oauth-protected-resource'
  const auth = createBearerAuth({ verify, resourceMetadataUrl: apiUrl + metadataPath })

  // Loaded if a handler asks, and then once for the whole request.
  const account = oncePerRequest(async (req: Request) => {
    try {
      return await findAccount(auth.principal(req).subject)
    } catch (cause) {
      throw new UnavailableError('Cannot read the account', { cause })
    }
  })

  const app = express()
  const scopes = ['notes/read', 'notes/write']
  app.get(metadataPath, protectedResourceMetadata({ resource: apiUrl, issuers: [issuer], scopes }))
  // Before authentication: a preflight has no token, and browsers must be able to read refusals.
  app.use(
    cors({
      origin: webOrigins,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key', 'traceparent'],
      exposedHeaders: [
        ...['WWW-Authenticate', 'Retry-After', 'ETag', 'Location'],
        ...['RateLimit', 'RateLimit-Policy', 'X-Request-Id'],
      ],
      maxAge: 7200,
    }),
  )
  app.get('/livez', everybody, (_req, res) => void res.json({ status: 'ok' }))
  app.get('/greeting', auth.optional, (req, res) => {
    res.json({ hello: auth.principal(req)?.subject ?? 'stranger' })
  })

  // From here on nobody passes without a valid access token, and so learns which routes there are.
  app.use(auth.require())
  app.get('/account', async (req, res) => void res.json(await account(req)))
  app.post('/notes', auth.require(allScopes('notes/write')), (_req, res) => void res.status(201).json({}))
  app.delete('/users', auth.require(anyGroup('admins'), recentSignIn({ maxAgeSeconds: 300 })), (req, res) => {
    res.json({ deletedBy: auth.principal(req).username })
  })

  app.use(problem)
  requireRoutePolicies(app)
  return app
}
