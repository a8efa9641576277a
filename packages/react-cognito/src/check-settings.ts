import type { SessionSettings } from './session-settings.ts'

// Plain http is for loopback hosts alone.
const domainForm = /^(https:\/\/[^/?#\s]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)$/
const poolPath = /^\/(?!.*\.well-known)[^?#\s]*[^/?#\s]$/

/** Throws one error that names every setting with which nobody could sign in or out. */
export function checkSettings(
  settings: SessionSettings,
  page: { readonly origin: string; readonly isSecureContext: boolean },
): void {
  const given: { readonly [name in keyof SessionSettings]?: unknown } = settings ?? {}
  const { issuer, domain, clientId, scope, redirectUri, signOutUri, store = 'split' } = given
  const { refreshTokenSeconds = 1, idleTimeoutSeconds = 1 } = given
  const faults: string[] = []
  const must = (name: keyof SessionSettings, isRight: boolean, what: string) => {
    if (!isRight) faults.push(`${name} "${given[name]}" must ${what}`)
  }

  if (!page.isSecureContext) faults.push('this page must be served over https, or at localhost')
  must(
    'issuer',
    isIssuer(`${issuer}`),
    'be as in "iss", https://cognito-idp.{region}.amazonaws.com/{poolId}, without a slash at its end',
  )
  must(
    'domain',
    domainForm.test(`${domain}`),
    'be where people sign in, https://{prefix}.auth.{region}.amazoncognito.com or your own, without a path or slash',
  )
  must('clientId', typeof clientId === 'string' && clientId !== '', 'be the public app client')
  must(
    'scope',
    typeof scope === 'string' && scope.split(' ').includes('openid'),
    'hold "openid", and single spaces between the scopes',
  )
  must(
    'redirectUri',
    originOf(redirectUri) === page.origin,
    `be the whole callback URL, at "${page.origin}" where this page is`,
  )
  must('signOutUri', originOf(signOutUri) !== undefined, 'be a whole URL')
  must('store', ['split', 'memory', 'local'].includes(`${store}`), 'be "split", "memory" or "local"')
  must('refreshTokenSeconds', isDuration(refreshTokenSeconds), 'be a number above 0')
  must('idleTimeoutSeconds', isDuration(idleTimeoutSeconds), 'be a number above 0')
  if (faults.length > 0) throw new TypeError(`Cannot make a session: ${faults.join('; ')}`)
}

function isIssuer(text: string): boolean {
  const { length } = originOf(text) ?? ''
  return domainForm.test(text.slice(0, length)) && poolPath.test(text.slice(length))
}

function originOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined
}

function isDuration(seconds: unknown): boolean {
  return typeof seconds === 'number' && seconds > 0
}
