import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { jwk } from 'hono/jwk'
import { type CreateContender, greeting, keySetUrl } from './settings.ts'

/** The `jwk` middleware that comes with Hono; it has no setting for the age of a key set. */
export const createContender: CreateContender = (settings) => {
  const { issuer, audience } = settings
  const app = new Hono()
  app.use(
    '*',
    jwk({
      jwks_uri: keySetUrl(settings),
      alg: ['RS256'],
      verification: { iss: issuer, ...(audience !== null && { aud: audience }) },
    }),
  )
  app.get('/hello', (context) => context.json(greeting))
  return createServer(getRequestListener(app.fetch))
}
