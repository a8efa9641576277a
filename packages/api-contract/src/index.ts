export { type Access, defineEndpoint, type Endpoint, type Method } from './endpoint.ts'
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
export { Problem } from './problem.ts'
export { type ApiScope, resourceServer } from './scopes.ts'
