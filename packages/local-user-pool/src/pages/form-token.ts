import { createHmac, randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { readCookie, toSetCookie } from '../http/cookies.ts'
import type { Parameters } from '../http/parameters.ts'
import { createSecret, isSameSecret } from '../state/secrets.ts'

/** Guards the forms against requests that other sites forge. */
export interface FormTokens {
  /** The value of the hidden field `_csrf`; the same goes into a cookie. */
  issue(response: Response): string
  /** Whether the form came from a page of ours, shown in this browser within the last five minutes. */
  accepts(request: Request, form: Parameters): boolean
}

const cookieName = 'XSRF-TOKEN'
// A sign-in attempt left open for longer ends on an error page. Source: Cognito Developer Guide, "User pool managed login".
const lifetimeMs = 300_000

/** Signed, so that another program on loopback, which shares our cookies, cannot plant a token of its own. */
export function createFormTokens(domain: string, now: () => number): FormTokens {
  const key = createSecret()

  function sign(text: string): string {
    return createHmac('sha256', key).update(text).digest('base64url')
  }

  return {
    issue(response) {
      const text = `${now().toString(36)}.${randomBytes(16).toString('base64url')}`
      const token = `${text}.${sign(text)}`
      response.append('set-cookie', toSetCookie(cookieName, token, lifetimeMs / 1000))
      return token
    },
    accepts(request, form) {
      const origin = request.get('origin')
      if (origin !== undefined && origin !== domain && origin !== `http://${request.headers.host}`)
        return false

      const token = form.get('_csrf') ?? ''
      const [time = '', random = '', signature = ''] = token.split('.')
      const isOurs = isSameSecret(signature, sign(`${time}.${random}`))
      const isOfThisBrowser = isSameSecret(token, readCookie(request.headers.cookie, cookieName) ?? '')
      return isOurs && isOfThisBrowser && now() - Number.parseInt(time, 36) < lifetimeMs
    },
  }
}
