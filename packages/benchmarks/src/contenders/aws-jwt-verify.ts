import { createServer } from 'node:http'
import { JwtRsaVerifier } from 'aws-jwt-verify'
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import express from 'express'
import { type CreateContender, greeting, keySetUrl } from './settings.ts'

/**
 * `CognitoJwtVerifier` derives the issuer from the pool id and cannot be pointed at a loopback one. This is what its
 * README gives for such cases, "Using the generic JWT verifier for Cognito JWTs": the same checks. Its own fetcher
 * speaks https only, so it gets one that speaks http, as "Using a different Fetcher" shows.
 */
export const createContender: CreateContender = async (settings) => {
  const { issuer, clientId } = settings
  const verifier = JwtRsaVerifier.create(
    {
      issuer,
      jwksUri: keySetUrl(settings),
      audience: null,
      customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse: 'access', clientId }),
    },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeySet } }) },
  )

  const app = express()
  app.get('/hello', async (req, res) => {
    try {
      // The README hands over the whole header; the verifier does not strip the scheme.
      await verifier.verify(req.header('authorization')?.replace(/^Bearer /, '') ?? '')
    } catch {
      res.status(403).json({ statusCode: 403, message: 'Forbidden' })
      return
    }
    res.json(greeting)
  })
  // The README ends the process when this fails; here it comes up, to see what it answers.
  await verifier.hydrate().catch(() => undefined)
  return createServer(app)
}

async function fetchKeySet(url: string): Promise<ArrayBuffer> {
  // The time its own fetcher allows.
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) })
  if (response.status !== 200) throw new Error(`Cannot read the key set: status ${response.status}`)
  return response.arrayBuffer()
}
