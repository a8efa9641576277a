import { createAccessTokenVerifier } from '@lifeguard/access-token'
import { createBearerAuth, problem, requireRoutePolicies } from '@lifeguard/express-bearer-auth'
import express from 'express'

const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'
const verifier = createAccessTokenVerifier({
  pools: [{ issuer, clientIds: ['1example23456789012345678'] }],
  onDecision({ outcome }) {
    if (outcome !== 'valid') console.warn(`Access token refused: ${outcome}`)
  },
})
const auth = createBearerAuth({
  verify: verifier.verify,
  resourceMetadataUrl: 'https://api.example.com/.well-known/oauth-protected-resource',
})

const app = express()
app.get('/me', auth.require(), (req, res) => void res.json(auth.principal(req)))
app.use(problem)
requireRoutePolicies(app) // stops the start where a route has no guard, or only one that comes after it
app.listen(3000)
