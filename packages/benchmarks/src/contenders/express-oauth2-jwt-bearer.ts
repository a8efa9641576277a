import { createServer } from 'node:http'
import express from 'express'
import { auth } from 'express-oauth2-jwt-bearer'
import { type CreateContender, greeting } from './settings.ts'

/** It demands an audience; with stock tokens, which have none, people name the app client. */
export const createContender: CreateContender = ({ issuer, clientId, audience, keySetMaxAgeMs }) => {
  const app = express()
  app.use(
    auth({
      issuerBaseURL: issuer,
      audience: audience ?? clientId,
      ...(keySetMaxAgeMs !== null && { cacheMaxAge: keySetMaxAgeMs }),
    }),
  )
  app.get('/hello', (_req, res) => {
    res.json(greeting)
  })
  return createServer(app)
}
