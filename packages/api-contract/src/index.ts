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
export { getMe, Me } from './me.ts'
export {
  createNote,
  deleteNote,
  getNote,
  listNotes,
  NewNote,
  Note,
  NoteChanges,
  NotePage,
  updateNote,
} from './notes.ts'
export { Issue, Problem, type ProblemName, problems, problemType } from './problem.ts'
export { type ApiScope, resourceServer, scopes } from './scopes.ts'
export { getLiveness, getProtectedResource, getReadiness, ProtectedResource } from './system.ts'
