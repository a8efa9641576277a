export {
  Account,
  AccountPage,
  AuditEntry,
  AuditPage,
  listAccounts,
  listAuditEntries,
} from './administration.ts'
export { CspReports, reportCspViolations } from './csp-reports.ts'
export {
  type Access,
  type Answer,
  type AnswerOf,
  defineEndpoint,
  type Endpoint,
  type Method,
  type ParsedRequestOf,
  type RequestOf,
  type RestrictedAccess,
} from './endpoint.ts'
export { plainText } from './fields.ts'
export { deleteMe, getMe, Me, MeChanges, revokeSessions, SessionsToRevoke, updateMe } from './me.ts'
export { noteLimits } from './note-limits.ts'
export {
  createNote,
  deleteNote,
  exportNotes,
  getNote,
  listNotes,
  NewNote,
  Note,
  NoteChanges,
  NotePage,
  NoteSort,
  updateNote,
} from './notes.ts'
export { Issue, Problem, type ProblemName, problems, problemType } from './problem.ts'
export { problemsOf } from './problems-of.ts'
export { type ApiScope, resourceServer, scopes } from './scopes.ts'
export { getLiveness, getOpenApi, getProtectedResource, getReadiness, ProtectedResource } from './system.ts'
