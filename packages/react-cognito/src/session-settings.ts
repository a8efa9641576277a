/** What a session needs to know. The first four members are the same for a local pool and for one at AWS. */
export interface SessionSettings {
  /** `https://cognito-idp.{region}.amazonaws.com/{poolId}` */
  readonly issuer: string
  /** Where people sign in: `https://{prefix}.auth.{region}.amazoncognito.com`, or the custom domain. */
  readonly domain: string
  /** The public app client: code grant, no secret. */
  readonly clientId: string
  /** Separated by single spaces; exactly what the app client has enabled, `openid` among it. */
  readonly scope: string
  /** The callback URL as registered with the app client; its path is reserved for the callback. */
  readonly redirectUri: string
  /** The sign-out URL as registered with the app client. */
  readonly signOutUri: string
  /**
   * Where the refresh token rests; access and ID token are always in memory only.
   * `split` (default): in `sessionStorage`, survives a reload. `local`: in `localStorage`, survives the browser
   * ("keep me signed in"). `memory`: nowhere, a reload forgets it.
   */
  readonly store?: 'split' | 'memory' | 'local'
  /** The language of the pool's pages, asked for at every sign-in that names none itself: that of the app. */
  readonly language?: () => string
  /**
   * How long the app client's refresh tokens live, in seconds. With it the session knows when it will end: renewals
   * do not prolong it.
   */
  readonly refreshTokenSeconds?: number
  /**
   * Ends the session when nobody has done anything in any tab for this many seconds; off when absent. It is announced
   * two minutes before, or half the time if that is less.
   */
  readonly idleTimeoutSeconds?: number
  /**
   * Ends the access token where it is accepted: put it on your API's deny-list. Called once at sign-out with the token
   * and two seconds of patience; send the request with `keepalive`. Failing does not stop the sign-out.
   */
  readonly onSignOut?: (accessToken: string, signal: AbortSignal) => Promise<unknown>
}
