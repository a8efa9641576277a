/** What a value must look like, and the words for it. */
export interface Format {
  readonly test: (value: string) => boolean
  readonly mustBe: string
}

interface HttpRule {
  /** Whether plain http is good enough for a loopback host. */
  readonly allowHttp: boolean
}

/** The issuer of a user pool, in Cognito's older or newer form, or a local pool's. */
export function issuer(rule: HttpRule): Format {
  return {
    test: (value) => isCognitoIssuer(value) || (rule.allowHttp && isLoopbackIssuer(value)),
    mustBe: `the issuer of a user pool, "https://cognito-idp.{region}.amazonaws.com/{poolId}"${exception(rule)}`,
  }
}

/** Scheme, host and port, without a trailing slash. */
export function origin(rule: HttpRule): Format {
  return {
    test: (value) => {
      const url = URL.parse(value)
      if (url === null || url.origin !== value) return false
      return url.protocol === 'https:' || (rule.allowHttp && isLoopbackHttp(url))
    },
    mustBe: `an https origin without a trailing slash${exception(rule)}`,
  }
}

export const clientId: Format = {
  test: (value) => /^[\w+]{1,128}$/.test(value),
  mustBe: 'an app client id',
}

export const postgresUrl: Format = {
  test: (value) => /^postgres(ql)?:\/\/\S+$/.test(value),
  mustBe: 'a "postgres://" URL',
}

export const text: Format = {
  test: (value) => value !== '' && value === value.trim(),
  mustBe: 'neither blank nor surrounded by spaces',
}

const poolId = '[a-z]{2}-(gov-)?[a-z]+-\\d_[0-9a-zA-Z]+'

function isCognitoIssuer(value: string): boolean {
  const host = '(issuer-)?cognito-idp\\.[a-z]{2}-(gov-)?[a-z]+-\\d\\.amazonaws\\.com(\\.cn)?'
  return new RegExp(`^https://${host}/${poolId}$`).test(value)
}

function isLoopbackIssuer(value: string): boolean {
  const url = URL.parse(value)
  if (url === null || url.href !== value || !new RegExp(`^/${poolId}$`).test(url.pathname)) return false
  return isLoopbackHttp(url)
}

function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function exception({ allowHttp }: HttpRule): string {
  return allowHttp
    ? ' (http only on a loopback host)'
    : ' (NODE_ENV is production: no http, not even on loopback)'
}
