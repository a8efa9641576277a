import type { DenyList } from '@lifeguard/access-token'
import { getProtectedResource } from '@lifeguard/api-contract'
import {
  type BearerAuth,
  createBearerAuth,
  type Principal,
  type VerifyToken,
} from '@lifeguard/express-bearer-auth'
import express, { type Express } from 'express'
import type { LoadAccount } from './account/account-loader.ts'
import type { AccountRepository } from './data/accounts.ts'
import type { AuditTrail } from './data/audit-trail.ts'
import type { NoteRepository } from './data/notes.ts'
import { mountDocs } from './docs/mount-docs.ts'
import { answerProblems } from './http/answer-problems.ts'
import { allowOrigins } from './http/cors.ts'
import { createDoors } from './http/mount.ts'
import { notStored } from './http/not-stored.ts'
import { readJsonBody } from './http/read-json-body.ts'
import { describeCall, recordRefusals } from './http/record-refusals.ts'
import type { Log } from './log.ts'
import { mountCspReports } from './operation/csp-reports.ts'
import { type Observer, observeRequests } from './operation/observe-requests.ts'
import type { Reception } from './operation/rate-limit/reception.ts'
import type { CheckReadiness } from './operation/readiness.ts'
import { securityHeaders } from './operation/security-headers.ts'
import { mountAdministration } from './routes/administration.ts'
import { mountMe } from './routes/me.ts'
import { mountNotes } from './routes/notes.ts'
import { mountSessions } from './routes/sessions.ts'
import { mountSystem } from './routes/system.ts'

export interface AppParts {
  readonly apiUrl: string
  readonly issuer: string
  readonly domain: string
  readonly toolsClientId: string | undefined
  readonly webOrigins: readonly string[]
  readonly bodyLimitBytes: number
  readonly trustProxyHops: number
  readonly verify: VerifyToken<Principal>
  readonly observers: readonly Observer[]
  readonly reception: Reception
  readonly notes: NoteRepository
  readonly accounts: AccountRepository
  readonly loadAccount: LoadAccount
  readonly auditTrail: AuditTrail
  readonly denyList: Pick<DenyList, 'denySignIn' | 'denySubject'>
  readonly checkReadiness: CheckReadiness
  readonly log: Log
}

/** The whole API, in the order in which a request passes through it. */
export function createApp(parts: AppParts): Express {
  const app = express()
    .disable('x-powered-by')
    .disable('etag')
    .disable('query parser')
    .enable('case sensitive routing')
    .enable('strict routing')
    .set('trust proxy', parts.trustProxyHops)

  app.use(observeRequests(parts.observers))
  app.use(securityHeaders({ overHttps: parts.apiUrl.startsWith('https:') }))
  app.use(notStored)
  app.use(allowOrigins(parts.webOrigins))

  // Each endpoint: authenticate, guard, read the body, parse by contract, handle, check the answer. In this order, so
  // that nobody without a token learns what a body should look like, or makes us read one.
  const auth = createAuth(parts)
  const doors = createDoors(app, {
    auth,
    reception: parts.reception,
    bodyReader: readJsonBody(parts.bodyLimitBytes),
    audit: (req, { name: act }, principal) =>
      parts.auditTrail.record({ ...describeCall(req, principal), act, reason: null }),
  })
  mountSystem(doors.mount, { ...parts, endpoints: doors.endpoints })
  mountCspReports(doors.mount, parts.log)
  mountMe(doors.mount, parts)
  mountSessions(doors.mount, parts.denyList)
  mountNotes(doors.mount, parts.notes)
  mountAdministration(doors.mount, parts)
  mountDocs(doors.mountPage, parts)
  doors.close()

  app.use(recordRefusals(auth, parts.auditTrail, parts.log))
  app.use(answerProblems(parts.log))
  return app
}

function createAuth({ verify, apiUrl }: AppParts): BearerAuth<Principal> {
  return createBearerAuth({ verify, resourceMetadataUrl: apiUrl + getProtectedResource.path })
}
