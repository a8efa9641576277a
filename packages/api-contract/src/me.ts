import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'

/** Who the API thinks the caller is; `null` where something does not apply to that kind of caller. */
export const Me = z.object({
  kind: z.enum(['user', 'machine']),
  issuer: z.string(),
  subject: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  groups: z.nullable(z.array(z.string())),
  authTime: z.nullable(z.iso.datetime()),
  expiresAt: z.iso.datetime(),
  email: z.nullable(z.string()),
})
export type Me = z.infer<typeof Me>

export const getMe = defineEndpoint({
  method: 'GET',
  path: '/me',
  summary: 'Who am I?',
  access: {},
  answer: { status: 200, body: Me },
})
