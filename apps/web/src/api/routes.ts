import type * as contract from '@lifeguard/api-contract'
import type { Endpoint } from '@lifeguard/api-contract'

/** Where an endpoint is, and as a type what it takes and gives. */
export interface Route<E extends Endpoint> {
  readonly method: E['method']
  readonly path: E['path']
  /** Never there; it keeps the endpoint in the type. */
  readonly endpoint?: E
}

/**
 * The endpoints that the pages call. Method and path are checked against the contract while compiling; its schemas stay
 * out of the first download (18 KiB), and the console fetches them when they are needed.
 */
export const routes = {
  getMe: route<typeof contract.getMe>('GET', '/me'),
  updateMe: route<typeof contract.updateMe>('PATCH', '/me'),
  deleteMe: route<typeof contract.deleteMe>('DELETE', '/me'),
  revokeSessions: route<typeof contract.revokeSessions>('POST', '/me/sessions/revoke'),
  listAccounts: route<typeof contract.listAccounts>('GET', '/accounts'),
  listAuditEntries: route<typeof contract.listAuditEntries>('GET', '/audit-trail'),
  listNotes: route<typeof contract.listNotes>('GET', '/notes'),
  createNote: route<typeof contract.createNote>('POST', '/notes'),
  getNote: route<typeof contract.getNote>('GET', '/notes/{id}'),
  updateNote: route<typeof contract.updateNote>('PATCH', '/notes/{id}'),
  deleteNote: route<typeof contract.deleteNote>('DELETE', '/notes/{id}'),
}

function route<E extends Endpoint>(method: E['method'], path: E['path']): Route<E> {
  return { method, path }
}
