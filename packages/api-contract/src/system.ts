import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'

const Health = z.object({ status: z.literal('ok') })

export const getLiveness = defineEndpoint({
  name: 'getLiveness',
  tag: 'System',
  method: 'GET',
  path: '/livez',
  summary: 'Is the process up?',
  access: 'public',
  answer: { status: 200, body: Health },
})

/** `stale`: the user pool cannot be read at the moment; the key set that it published before still serves. */
const Readiness = z.object({ status: z.literal('ok'), keySet: z.enum(['fresh', 'stale']) })

export const getReadiness = defineEndpoint({
  name: 'getReadiness',
  tag: 'System',
  method: 'GET',
  path: '/readyz',
  summary: 'Can the API answer: is its key set usable and its database reachable?',
  access: 'public',
  answer: { status: 200, body: Readiness },
  problems: ['unavailable'],
})

/** OAuth 2.0 Protected Resource Metadata (RFC 9728 §2). */
export const ProtectedResource = z.object({
  resource: z.string(),
  resource_name: z.string(),
  authorization_servers: z.array(z.string()),
  bearer_methods_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
})
export type ProtectedResource = z.infer<typeof ProtectedResource>

export const getProtectedResource = defineEndpoint({
  name: 'getProtectedResource',
  tag: 'System',
  method: 'GET',
  path: '/.well-known/oauth-protected-resource',
  summary: 'Which user pool issues access tokens for this API, and with which scopes',
  access: 'public',
  answer: { status: 200, body: ProtectedResource },
})

export const getOpenApi = defineEndpoint({
  name: 'getOpenApi',
  tag: 'System',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This description of the API (OpenAPI 3.1)',
  access: 'public',
  answer: { status: 200, body: z.looseObject({ openapi: z.string() }) },
})
