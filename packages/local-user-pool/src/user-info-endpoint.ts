import type { RequestHandler } from 'express'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { findClient, type Pool } from './pool.ts'
import { openAttributes } from './tokens/attributes.ts'

const claimsSchema = z.object({
  sub: z.string(),
  client_id: z.string(),
  token_use: z.literal('access'),
  scope: z.string().default(''),
  origin_jti: z.string().optional(),
})

type UserInfo =
  | { kind: 'attributes'; attributes: Record<string, string> }
  | { kind: 'error'; status: 400 | 401; error: string; description: string }

const dead = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'

/**
 * `GET /oauth2/userInfo`: the attributes that the scopes of the access token open. All values are strings here, the
 * two `_verified` ones too. Source: Cognito Developer Guide, "The user attributes endpoint".
 */
export function userInfoEndpoint(pool: Pool): RequestHandler {
  return async (request, response) => {
    const answer = await readUserInfo(pool, request.get('authorization'))
    if (answer.kind === 'attributes') {
      response.json(pool.faults.changed('userInfo', answer.attributes))
      return
    }

    const { status, error, description } = answer
    pool.log(`User info refused (${error}): ${description}`)
    response
      .status(status)
      .set('www-authenticate', `error="${error}", error_description="${description}"`)
      .json({ error, error_description: description })
  }
}

async function readUserInfo(pool: Pool, authorization: string | undefined): Promise<UserInfo> {
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) {
    const description = 'Bad OAuth2 request at UserInfo Endpoint'
    return { kind: 'error', status: 400, error: 'invalid_request', description }
  }

  const claims = await verify(pool, token)
  const person = claims && pool.people.bySub(claims.sub)
  const client = claims && findClient(pool, claims.client_id)
  if (claims === undefined || person === undefined || client === undefined) {
    return { kind: 'error', status: 401, error: 'invalid_token', description: dead }
  }
  const scopes = claims.scope.split(' ')
  if (!scopes.includes('openid')) {
    const description = 'Access token does not contain openid scope'
    return { kind: 'error', status: 401, error: 'invalid_token', description }
  }
  const attributes = openAttributes(person.attributes, client, scopes)
  return { kind: 'attributes', attributes: { sub: person.sub, ...attributes, username: person.username } }
}

async function verify(pool: Pool, token: string): Promise<z.output<typeof claimsSchema> | undefined> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => findKey(pool, kid), {
      algorithms: ['RS256'],
      issuer: pool.issuer,
      requiredClaims: ['exp', 'iat'],
      currentDate: new Date(pool.now()),
    })
    const claims = claimsSchema.safeParse(payload).data
    return claims?.origin_jti !== undefined && pool.families.isRevoked(claims.origin_jti) ? undefined : claims
  } catch {
    return undefined
  }
}

function findKey(pool: Pool, kid: string | undefined) {
  const key = kid === undefined ? undefined : pool.keys.published(kid)
  if (key === undefined) throw new Error('Cannot verify the token: its key is not of this pool')
  return key
}
