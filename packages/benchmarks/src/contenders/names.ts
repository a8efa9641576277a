/** Express servers whose speed can be compared, the plain one first. */
export const racers = [
  'unguarded',
  'lifeguard',
  'jose',
  'aws-jwt-verify',
  'express-oauth2-jwt-bearer',
  'express-jwt',
] as const

/** Everybody who guards a route in some framework. */
export const guards = [
  'lifeguard',
  'jose',
  'aws-jwt-verify',
  'express-oauth2-jwt-bearer',
  'express-jwt',
  'passport-jwt',
  'hono-jwk',
  'fastify-jwt-jwks',
] as const

export type Racer = (typeof racers)[number]
export type Guard = (typeof guards)[number]
export type ContenderName = Racer | Guard
