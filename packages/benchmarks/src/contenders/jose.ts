import { createServer } from 'node:http'
import express from 'express'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { type CreateContender, greeting, keySetUrl } from './settings.ts'

/** jose alone, as in its documentation of `createRemoteJWKSet` and `jwtVerify`, in the smallest middleware. */
export const createContender: CreateContender = (settings) => {
  const { issuer, audience, keySetMaxAgeMs } = settings
  const keySet = createRemoteJWKSet(new URL(keySetUrl(settings)), {
    ...(keySetMaxAgeMs !== null && { cacheMaxAge: keySetMaxAgeMs }),
  })

  const app = express()
  app.use(async (req, res, next) => {
    const token = req.headers.authorization?.replace(/^Bearer /, '') ?? ''
    try {
      await jwtVerify(token, keySet, { issuer, ...(audience !== null && { audience }) })
    } catch {
      res.status(401).json({ message: 'Unauthorized' })
      return
    }
    next()
  })
  app.get('/hello', (_req, res) => {
    res.json(greeting)
  })
  return createServer(app)
}
