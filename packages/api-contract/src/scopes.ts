/** The resource server that every pool registers for this API: the first half of each scope. */
export const resourceServer = {
  identifier: 'notes',
  scopes: { read: 'Read your notes', write: 'Add, change and delete your notes' },
} as const

/** The scopes of this API as they stand in an access token. */
export type ApiScope = 'notes/read' | 'notes/write'
