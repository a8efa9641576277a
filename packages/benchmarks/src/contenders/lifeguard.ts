import { createServer } from 'node:http'
import { createAccessTokenVerifier } from '@lifeguard/access-token'
import { createBearerAuth, problem } from '@lifeguard/express-bearer-auth'
import express from 'express'
import { type CreateContender, greeting } from './settings.ts'

export const createContender: CreateContender = ({
  issuer,
  clientId,
  audience,
  keySetMaxAgeMs,
  keySetStaleMs,
  rememberedTokens,
  prefetch,
}) => {
  const verifier = createAccessTokenVerifier({
    pools: [{ issuer, clientIds: [clientId], resource: audience }],
    ...(keySetMaxAgeMs !== null && { keySetMaxAgeSeconds: keySetMaxAgeMs / 1000 }),
    ...(keySetStaleMs !== null && { keySetStaleSeconds: keySetStaleMs / 1000 }),
    ...(rememberedTokens !== null && { rememberedTokens }),
  })
  const auth = createBearerAuth({
    verify: verifier.verify,
    resourceMetadataUrl: 'http://127.0.0.1/.well-known/oauth-protected-resource',
  })
  if (prefetch) void verifier.prefetch()

  const app = express()
  app.get('/hello', auth.require(), (_req, res) => {
    res.json(greeting)
  })
  // After the route that is measured, which the others have alone.
  app.get('/readiness', (_req, res) => {
    res.json(verifier.readiness())
  })
  app.use(problem)
  return createServer(app)
}
