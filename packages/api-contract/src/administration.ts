import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'
import { cursor, instant, limit } from './fields.ts'

/** Who may administer. */
const admins = { groups: ['admins'] } as const

export const Account = z.object({
  issuer: z.string(),
  subject: z.string(),
  email: z.nullable(z.string()),
  displayName: z.nullable(z.string()),
  createdAt: instant,
})
export type Account = z.infer<typeof Account>

export const AccountPage = z.object({ items: z.array(Account), nextCursor: z.nullable(z.string()) })
export type AccountPage = z.infer<typeof AccountPage>

export const listAccounts = defineEndpoint({
  name: 'listAccounts',
  tag: 'Administration',
  method: 'GET',
  path: '/accounts',
  summary: 'List accounts, newest first',
  access: admins,
  audited: true,
  query: z.object({ limit, cursor }),
  answer: { status: 200, body: AccountPage },
})

/** Something that happened and must be answered for: a refusal of a known caller, or an act with consequences. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: instant,
  /** `refused`, or the name of an endpoint. */
  act: z.string(),
  /** Method and path as declared; no identifiers from the path. */
  endpoint: z.string(),
  /** Why it was refused; null for what was done. */
  reason: z.nullable(z.string()),
  issuer: z.string(),
  subject: z.string(),
  clientId: z.string(),
  requestId: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditPage = z.object({ items: z.array(AuditEntry), nextCursor: z.nullable(z.string()) })
export type AuditPage = z.infer<typeof AuditPage>

export const listAuditEntries = defineEndpoint({
  name: 'listAuditEntries',
  tag: 'Administration',
  method: 'GET',
  path: '/audit-trail',
  summary: 'Read the audit trail, newest first',
  description: 'Refusals of callers with a valid access token, and acts of administration and erasure.',
  access: admins,
  audited: true,
  query: z.object({ limit, cursor }),
  answer: { status: 200, body: AuditPage },
})
