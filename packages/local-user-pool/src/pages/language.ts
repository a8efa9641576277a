import type { Request, Response } from 'express'
import { readCookie, toSetCookie } from '../http/cookies.ts'
import { readQuery } from '../http/parameters.ts'

/** The languages that the pages are written in. Cognito has nine more; who asks for one of those reads English here. */
export type Language = 'en' | 'de'

const cookieName = 'lang'
const lifetimeSeconds = 365 * 24 * 3600

/**
 * The language of a page: what `lang` in its query says, else what it said the last time in this browser, else English.
 * Source: Cognito Developer Guide, "User pool managed login".
 */
export function readLanguage(request: Request): Language {
  const asked = readQuery(request).get('lang') ?? readCookie(request.headers.cookie, cookieName)
  return asked === 'de' ? 'de' : 'en'
}

/** Keeps the language that was asked for, for pages that are reached without the parameter. */
export function rememberLanguage(request: Request, response: Response): void {
  if (readQuery(request).get('lang') === undefined) return
  response.append('set-cookie', toSetCookie(cookieName, readLanguage(request), lifetimeSeconds))
}
