import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'
import { instant, plainText } from './fields.ts'

/** Who the API thinks the caller is; `null` where something does not apply to that kind of caller. */
export const Me = z.object({
  kind: z.enum(['user', 'machine']),
  issuer: z.string(),
  subject: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  groups: z.nullable(z.array(z.string())),
  authTime: z.nullable(instant),
  expiresAt: instant,
  email: z.nullable(z.string()),
  displayName: z.nullable(z.string()),
})
export type Me = z.infer<typeof Me>

export const MeChanges = z.strictObject({ displayName: z.nullable(plainText({ min: 1, max: 100 })) })
export type MeChanges = z.infer<typeof MeChanges>

/**
 * Which sessions to end: the one of this access token, or all whose sign-in is not after a moment that has passed; by
 * default, all that have begun so far.
 */
export const SessionsToRevoke = z.strictObject({
  sessions: z.enum(['this', 'all']),
  signedInUntil: z.optional(z.iso.datetime({ offset: true })),
})
export type SessionsToRevoke = z.infer<typeof SessionsToRevoke>

const exampleMe = {
  kind: 'user',
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
  subject: 'b0c1d2e3-f4a5-4b6c-8d7e-9f0a1b2c3d4e',
  clientId: '1example23456789',
  scopes: ['openid', 'email', 'notes/read', 'notes/write'],
  groups: ['admins'],
  authTime: '2026-11-22T08:00:00.000Z',
  expiresAt: '2026-11-22T09:00:00.000Z',
  email: 'ada@example.com',
  displayName: 'Ada',
}

export const getMe = defineEndpoint({
  name: 'getMe',
  tag: 'Account',
  method: 'GET',
  path: '/me',
  summary: 'Who am I?',
  access: {},
  answer: { status: 200, body: Me },
  example: { answer: exampleMe },
})

export const updateMe = defineEndpoint({
  name: 'updateMe',
  tag: 'Account',
  method: 'PATCH',
  path: '/me',
  summary: 'Choose the name you are shown by',
  access: { kind: 'user' },
  body: MeChanges,
  answer: { status: 200, body: Me },
  example: { body: { displayName: 'Ada' }, answer: exampleMe },
})

export const deleteMe = defineEndpoint({
  name: 'deleteMe',
  tag: 'Account',
  method: 'DELETE',
  path: '/me',
  summary: 'Erase your account and all your notes',
  description: 'Needs a sign-in within the last five minutes. It cannot be undone.',
  access: { kind: 'user', signedInWithinSeconds: 300 },
  audited: true,
  answer: { status: 204, body: null },
})

export const revokeSessions = defineEndpoint({
  name: 'revokeSessions',
  tag: 'Account',
  method: 'POST',
  path: '/me/sessions/revoke',
  summary: 'End sessions at once',
  description:
    'Access tokens of the sessions are refused from now on by this instance, and within two seconds by all others. `all` ends every session that has begun so far, or with `signedInUntil` those that began until then: after a stolen password, all from before it was changed. Revoke the refresh token at the user pool as well, or it brings new ones, which are refused, too.',
  access: { kind: 'user' },
  audited: true,
  body: SessionsToRevoke,
  answer: { status: 204, body: null },
  example: { body: { sessions: 'this' } },
})
