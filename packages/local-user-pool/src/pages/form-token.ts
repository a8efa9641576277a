import { createHmac } from 'node:crypto'
import type { Request, Response } from 'express'
import { readCookie, toSetCookie } from '../http/cookies.ts'
import type { Parameters } from '../http/parameters.ts'
import { createSecret, isSameSecret } from '../state/secrets.ts'

/** Guards the forms against requests that other sites forge. */
export interface FormTokens {
  /** The value of the hidden field `_csrf`, good in this browser only. */
  issue(request: Request, response: Response): string
  /** Whether the form came from a page of ours, shown in this browser within the last five minutes. */
  accepts(request: Request, form: Parameters): boolean
}

const cookieName = 'XSRF-TOKEN'
const cookieSeconds = 3600
// A sign-in attempt left open for longer ends on an error page. Source: Cognito Developer Guide, "User pool managed login".
const lifetimeMs = 300_000

/**
 * The token is the time and a signature over it and the cookie. One cookie serves all pages of a browser, so that
 * two tabs may sign in beside each other. Other programs on loopback share our cookies and could plant one: against
 * them the `Origin` is checked.
 */
export function createFormTokens(domain: string, now: () => number): FormTokens {
  const key = createSecret()

  function sign(time: string, cookie: string): string {
    return createHmac('sha256', key).update(`${time}.${cookie}`).digest('base64url')
  }

  return {
    issue(request, response) {
      const former = readCookie(request.headers.cookie, cookieName) ?? ''
      const cookie = /^[\w-]{43}$/.test(former) ? former : createSecret()
      response.append('set-cookie', toSetCookie(cookieName, cookie, cookieSeconds))
      const time = now().toString(36)
      return `${time}.${sign(time, cookie)}`
    },
    accepts(request, form) {
      const origin = request.get('origin')
      if (origin !== undefined && origin !== domain && origin !== `http://${request.headers.host}`)
        return false

      const cookie = readCookie(request.headers.cookie, cookieName)
      const [time = '', signature = ''] = (form.get('_csrf') ?? '').split('.')
      if (!cookie || !isSameSecret(signature, sign(time, cookie))) return false
      return now() - Number.parseInt(time, 36) < lifetimeMs
    },
  }
}
