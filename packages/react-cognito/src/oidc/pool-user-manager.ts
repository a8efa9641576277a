import { userPoolEndpoints } from '@lifeguard/cognito'
import { InMemoryWebStorage, SigninResponse, User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import type { KeptSession } from '../kept-session.ts'
import type { SessionSettings } from '../session-settings.ts'
import { storageKey } from '../storage.ts'
import { LateAnswerError } from './pool-failure.ts'
import { UnusableAnswerError } from './token-answer.ts'

/** What a component below react-oidc-context's `AuthProvider` may ask of the session. */
export interface SessionActs {
  signIn(): Promise<void>
  renew(): Promise<User>
  signOut(): Promise<void>
}

const requestTimeoutMs = 10_000

/**
 * oidc-client-ts with the traps of Cognito closed. One per page: a second one would renew a second time.
 * It stores what it is told to and keeps it in memory; what survives a reload is the session's business.
 */
export class PoolUserManager extends UserManager {
  readonly #acts: SessionActs

  constructor(settings: SessionSettings, acts: SessionActs) {
    const endpoints = userPoolEndpoints(settings)
    super({
      authority: settings.issuer,
      client_id: settings.clientId,
      redirect_uri: settings.redirectUri,
      scope: settings.scope,
      // All that is asked for, so that no discovery request is made; without end_session_endpoint on purpose, since
      // Cognito's sign-out does not understand what oidc-client-ts would send there.
      metadata: {
        issuer: settings.issuer,
        authorization_endpoint: endpoints.authorize,
        token_endpoint: endpoints.token,
        revocation_endpoint: endpoints.revoke,
      },
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      // A prefix of its own: oidc-client-ts deletes whatever else it finds under it.
      stateStore: new WebStorageStateStore({
        prefix: storageKey(settings.clientId, 'sign-in.'),
        store: window.sessionStorage,
      }),
      automaticSilentRenew: false,
      // Cognito answers 400 to the revocation of an access token.
      revokeTokenTypes: ['refresh_token'],
      requestTimeoutInSeconds: requestTimeoutMs / 1000,
      // The default of 15 minutes is too short for somebody who signs up and waits for the e-mail.
      staleStateAgeInSeconds: 3600,
      // The default also drops `auth_time`, which tells when the session began.
      filterProtocolClaims: ['at_hash'],
    })
    this.#acts = acts
  }

  /** The URL of a sign-in request, whose state and code verifier are now stored. */
  async createSignInUrl(args: {
    state: unknown
    login_hint?: string
    prompt?: string
    extraQueryParams: Record<string, string>
  }): Promise<URL> {
    // oidc-client-ts sends no nonce unless it is given one, and compares it only then. Its own state is a UUID, a few
    // bits short of 128; ours is appended to it.
    const ours = { nonce: randomText(), url_state: randomText() }
    const request = await this._client.createSigninRequest({ ...ours, ...args })
    return new URL(request.url)
  }

  /** What a sign-in of this tab left behind for its callback, or `null` when there was none. It stays stored. */
  async findSignIn(callback: string): Promise<{ data: unknown } | null> {
    return this._client.readSigninResponseState(callback).then(
      ({ state, response }) => (state.url_state === response.url_state ? { data: state.data } : null),
      () => null,
    )
  }

  /** Forgets the sign-in that a callback answers. */
  async forgetSignIn(callback: string): Promise<void> {
    await this._client.readSigninResponseState(callback, true).catch(() => undefined)
  }

  /** Redeems the code of a callback; its state can be used once. Nothing is stored. */
  async redeem(callback: string): Promise<User> {
    return toUser(await withDeadline(this._client.processSigninResponse(callback)))
  }

  /** Renews the tokens of a session. Nothing is stored. */
  async refresh({ refreshToken, scope, subject }: KeptSession): Promise<User> {
    const state = {
      refresh_token: refreshToken,
      session_state: null,
      scope,
      profile: { sub: subject, iss: '', aud: '', exp: 0, iat: 0 },
    }
    const timeoutInSeconds = requestTimeoutMs / 1000
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of oidc-client-ts, and no hook
    return toUser(await withDeadline(this._client.useRefreshToken({ state, timeoutInSeconds })))
  }

  async hold(user: User): Promise<void> {
    await this.storeUser(user)
    await this.events.load(user)
  }

  async drop(): Promise<void> {
    await super.removeUser()
  }

  // What useAuth() offers goes through the session, where lock, other tabs and Cognito's sign-out are known.
  override async signinRedirect(): Promise<void> {
    await this.#acts.signIn()
  }

  override async signinSilent(): Promise<User | null> {
    return this.#acts.renew()
  }

  override async signoutRedirect(): Promise<void> {
    await this.#acts.signOut()
  }

  override async removeUser(): Promise<void> {
    await this.#acts.signOut()
  }
}

/**
 * oidc-client-ts copies every member of the answer onto its own object. One named `__proto__` takes the place of its
 * methods, and with them go checks, the nonce's among them.
 */
function toUser(response: SigninResponse): User {
  if (!(response instanceof SigninResponse)) throw new UnusableAnswerError('prototype')
  return new User(response)
}

/** 128 random bits. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** A body that drips would hang for ever. */
async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LateAnswerError('Cannot wait any longer')), requestTimeoutMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
