import { type Refusal, readRefusal } from './refusal.ts'
import type { Session } from './session.ts'
import { SessionEndedError } from './session-errors.ts'
import type { SignedIn } from './session-state.ts'
import { toWaitingAction } from './waiting-action.ts'

/** `fetch` for the API: same arguments and answers, with the access token of the session. */
export interface ApiFetch {
  /**
   * `path` begins with `/` and stays under `apiUrl`. With `credentials: 'omit'` the request carries no token.
   * @param options.onRefusal `act` (default) does what the API's challenge asks for; `return` hands back the refusal
   * @throws {SessionEndedError} when nobody is signed in, or the API refuses even a renewed token
   * @throws {PoolUnreachableError} when the token has expired and cannot be renewed at the moment
   */
  (path: string, init?: RequestInit, options?: { onRefusal?: 'act' | 'return' }): Promise<Response>
  /**
   * Carries out the action for which the person had to sign in again, once, and for nobody else; `null` when there is
   * none. Call it when a page shows somebody signed in.
   */
  carryOut(): Promise<{ method: string; path: string; response: Response } | null>
}

const longestWaitSeconds = 30
const mostRepeats = 2

/**
 * A `fetch` that sends the access token to the API and to nobody else, and acts on what the API answers:
 *
 * - `invalid_token`: renews the token, at most once whoever asks, and repeats once; refused again, the session ends.
 * - `insufficient_user_authentication`: has the person sign in again; `carryOut()` then does what was asked for.
 * - 429 and 503: waits as `Retry-After` says, up to half a minute, and repeats what is safe to repeat.
 *
 * Everything else is the caller's to show; `readRefusal()` says which scope is missing.
 */
export function createApiFetch(session: Session, { apiUrl }: { apiUrl: string }): ApiFetch {
  const fetchAsPerson = async (
    path: string,
    init: RequestInit = {},
    { onRefusal = 'act' }: { onRefusal?: 'act' | 'return' } = {},
  ): Promise<Response> => {
    const url = toApiUrl(apiUrl, path)
    if (init.credentials === 'omit') return send(url, init, null)
    const state = await signedIn()
    const token = await state.getAccessToken()
    const response = await send(url, init, token)
    if (onRefusal === 'return') return response

    const refusal = readRefusal(response)
    switch (refusal?.kind) {
      case 'token-refused':
        return sendWithNewToken(url, init, state, token)
      case 'sign-in-too-old':
        return signInForAction(path, init, state, response)
      case 'busy':
        return waitAndRepeat(url, init, state, response, refusal)
      default:
        return response
    }
  }

  async function signedIn(): Promise<SignedIn> {
    const state = session.current()
    const decided = state.status === 'restoring' ? await session.boot() : state
    if (decided.status !== 'signed-in') throw new SessionEndedError()
    return decided
  }

  /** Leaves the page to sign in again. Only for actions: a page that merely reads may not carry the person away. */
  async function signInForAction(
    path: string,
    init: RequestInit,
    state: SignedIn,
    response: Response,
  ): Promise<Response> {
    const action = isSafe(init) ? null : toWaitingAction(path, init, state.claims.sub)
    if (action) await session.signIn({ prompt: 'login', action })
    return response
  }

  async function carryOut(): ReturnType<ApiFetch['carryOut']> {
    const action = session.takeAction()
    if (!action || (await signedIn()).claims.sub !== action.subject) return null
    const { method, path, headers, body } = action
    const response = await fetchAsPerson(path, { method, headers, body }, { onRefusal: 'return' })
    return { method, path, response }
  }

  return Object.assign(fetchAsPerson, { carryOut })
}

async function send(url: URL, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.delete('authorization')
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  // A redirect is an error: it would carry the request, and maybe the token, elsewhere.
  return fetch(url, { ...init, headers, redirect: 'error' })
}

async function sendWithNewToken(
  url: URL,
  init: RequestInit,
  state: SignedIn,
  refused: string,
): Promise<Response> {
  const response = await send(url, init, await state.getAccessToken({ insteadOf: refused }))
  if (readRefusal(response)?.kind !== 'token-refused') return response
  await state.end()
  throw new SessionEndedError()
}

async function waitAndRepeat(
  url: URL,
  init: RequestInit,
  state: SignedIn,
  first: Response,
  { retryAfterSeconds }: Extract<Refusal, { kind: 'busy' }>,
): Promise<Response> {
  let response = first
  let waitSeconds: number | undefined = retryAfterSeconds
  for (let repeat = 1; repeat <= mostRepeats; repeat += 1) {
    if (waitSeconds === undefined || waitSeconds > longestWaitSeconds || !isRepeatable(init)) return response
    await wait(waitSeconds, init.signal)
    response = await send(url, init, await state.getAccessToken())
    const refusal = readRefusal(response)
    waitSeconds = refusal?.kind === 'busy' ? refusal.retryAfterSeconds : undefined
  }
  return response
}

function isSafe({ method = 'GET' }: RequestInit): boolean {
  return ['GET', 'HEAD'].includes(method.toUpperCase())
}

function isRepeatable(init: RequestInit): boolean {
  return isSafe(init) || new Headers(init.headers).has('idempotency-key')
}

async function wait(seconds: number, signal: AbortSignal | null | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}

function toApiUrl(apiUrl: string, path: string): URL {
  const base = new URL(apiUrl)
  const root = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`
  const url = new URL(`${base.origin}${root}${path.slice(1)}`)
  if (!path.startsWith('/') || url.origin !== base.origin || !url.pathname.startsWith(root)) {
    throw new TypeError('Cannot call the API: the path must begin with "/" and stay below the URL of the API')
  }
  return url
}
