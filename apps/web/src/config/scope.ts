/** What the app asks the user pool for: every one of these must be enabled on its app client. */
export const scope = 'openid email profile notes/read notes/write'
