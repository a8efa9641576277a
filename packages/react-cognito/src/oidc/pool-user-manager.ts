import { userPoolEndpoints } from '@lifeguard/cognito'
import { type StateStore, User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { type SessionKeeper, storageKey } from '../kept-session.ts'
import type { SessionSettings } from '../session-settings.ts'
import { UnusableTokensError, verifyTokens } from './verify-tokens.ts'

/** oidc-client-ts with the traps of Cognito closed. One per page: a second one would renew a second time. */
export class PoolUserManager extends UserManager {
  readonly #settings: SessionSettings

  constructor(settings: SessionSettings, keeper: SessionKeeper) {
    const endpoints = userPoolEndpoints(settings)
    super({
      authority: settings.issuer,
      client_id: settings.clientId,
      redirect_uri: settings.redirectUri,
      scope: settings.scope,
      // Complete, so that no discovery request is made; without end_session_endpoint on purpose, since Cognito's
      // sign-out does not understand what oidc-client-ts would send there.
      metadata: {
        issuer: settings.issuer,
        authorization_endpoint: endpoints.authorize,
        token_endpoint: endpoints.token,
        revocation_endpoint: endpoints.revoke,
        userinfo_endpoint: endpoints.userInfo,
        jwks_uri: endpoints.keySet,
      },
      userStore: createSplitStore(keeper),
      stateStore: new WebStorageStateStore({
        prefix: storageKey(settings.clientId, 'sign-in.'),
        store: window.sessionStorage,
      }),
      automaticSilentRenew: false,
      monitorSession: false,
      loadUserInfo: false,
      // Cognito answers 400 to the revocation of an access token.
      revokeTokenTypes: ['refresh_token'],
      requestTimeoutInSeconds: 10,
      silentRequestTimeoutInSeconds: 10,
      // The default of 15 minutes is too short for somebody who signs up and waits for the e-mail.
      staleStateAgeInSeconds: 3600,
      // The default also drops `auth_time`, which tells when the session began.
      filterProtocolClaims: ['at_hash'],
    })
    this.#settings = settings
  }

  /** Every answer of the token endpoint comes through here before it is kept: what fails our checks is not. */
  override async storeUser(user: User | null): Promise<void> {
    if (user) {
      const verdict = verifyTokens(user, this.#settings)
      if (!verdict.valid) throw new UnusableTokensError(verdict.reason)
    }
    await super.storeUser(user)
  }

  /** The URL of a sign-in request, whose state and code verifier are now stored. */
  async createSignInUrl(args: {
    state: unknown
    login_hint?: string
    prompt?: string
    extraQueryParams: Record<string, string>
  }): Promise<URL> {
    // oidc-client-ts sends no nonce unless it is given one, and compares it only then.
    const request = await this._client.createSigninRequest({ nonce: crypto.randomUUID(), ...args })
    return new URL(request.url)
  }
}

/** Keeps the whole user in memory, and hands only what a reload needs to the keeper. */
function createSplitStore(keeper: SessionKeeper): StateStore {
  let inMemory: string | null = null

  return {
    async get() {
      return inMemory ?? restoredUser(keeper)
    },
    async set(_key, text) {
      inMemory = text
      const { refresh_token, scope, profile } = User.fromStorageString(text)
      if (refresh_token)
        keeper.write({ refreshToken: refresh_token, subject: profile.sub, scope: scope ?? '' })
    },
    async remove() {
      const removed = inMemory
      inMemory = null
      keeper.clear()
      return removed
    },
    async getAllKeys() {
      return []
    },
  }
}

function restoredUser(keeper: SessionKeeper): string | null {
  const kept = keeper.read()
  if (!kept) return null
  return JSON.stringify({
    refresh_token: kept.refreshToken,
    scope: kept.scope,
    profile: { sub: kept.subject },
    access_token: '',
    token_type: '',
  })
}
