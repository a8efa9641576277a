import { fastify } from 'fastify'
import { fastifyJwtJwks } from 'fastify-jwt-jwks'
import { type CreateContender, greeting, keySetUrl } from './settings.ts'

/** As in its README. */
export const createContender: CreateContender = async (settings) => {
  const { issuer, audience, keySetMaxAgeMs } = settings
  const app = fastify()
  await app.register(fastifyJwtJwks, {
    jwksUrl: keySetUrl(settings),
    issuer,
    ...(audience !== null && { audience }),
    ...(keySetMaxAgeMs !== null && { secretsTtl: keySetMaxAgeMs }),
  })
  app.get('/hello', { preValidation: app.authenticate }, async () => greeting)
  await app.ready()
  return app.server
}
