/** The resource server that every pool registers for this API: the first half of each scope. */
export const resourceServer = {
  identifier: 'notes',
  scopes: { read: 'Read your notes', write: 'Add, change and delete your notes' },
} as const

/** The scopes of this API as they stand in an access token. */
export type ApiScope = `${typeof resourceServer.identifier}/${keyof typeof resourceServer.scopes}`

/** What each scope lets a caller do, in the words a person is shown. */
export const scopes: Readonly<Record<ApiScope, string>> = {
  'notes/read': resourceServer.scopes.read,
  'notes/write': resourceServer.scopes.write,
}
