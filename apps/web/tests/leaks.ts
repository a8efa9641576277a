import type { Visitor } from './visitor.ts'
import type { World } from './world.ts'

/**
 * Where a token, authorization code or code verifier of this visitor shows up that it must not: console, URLs,
 * referrers, logs. What is answered names the kind of secret and the place, and never the secret.
 *
 * The one documented place is the code in the URL of the callback, which the browser has to open.
 */
export function findLeaks(visitor: Visitor, log: readonly string[]): readonly string[] {
  const places = [
    ...visitor.console.map((text) => ({ place: 'console', text })),
    ...log.map((text) => ({ place: 'log', text })),
    ...visitor.everyRequest.flatMap((request) => [
      ...(isCallback(request.url())
        ? []
        : [{ place: `URL of ${withoutQuery(request.url())}`, text: request.url() }]),
      { place: `referrer to ${withoutQuery(request.url())}`, text: request.headers().referer ?? '' },
    ]),
  ]
  return [...secretsSent(visitor)].flatMap(([secret, kind]) =>
    places.filter(({ text }) => text.includes(secret)).map(({ place }) => `${kind} in ${place}`),
  )
}

/** Requests that the app must never make: for the discovery document, and with a token to anybody but its audience. */
export function findStrays({ everyRequest }: Visitor, { apiUrl, pool }: World): readonly string[] {
  const issuer = new URL(pool.issuer).origin
  return everyRequest.flatMap((request) => {
    const { origin, pathname } = new URL(request.url())
    const strays: string[] = []
    if (origin === issuer) strays.push(`C-06: asked the issuer for ${pathname}`)
    if (request.headers().authorization && origin !== apiUrl) strays.push(`C-16: access token to ${origin}`)
    if (request.postData()?.includes('refresh_token=') && origin !== pool.domain)
      strays.push(`C-16: refresh token to ${origin}`)
    return strays
  })
}

/** Every secret that left the browser: it has left it in a header or a body, so it is known here. */
function secretsSent({ everyRequest }: Visitor): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>()
  for (const request of everyRequest) {
    const token = request.headers().authorization?.replace(/^Bearer /, '')
    // The header of a JWT is the same for all; payload and signature are not.
    for (const part of token ? [token, ...token.split('.').slice(1)] : []) secrets.set(part, 'access token')

    const body = new URLSearchParams(isForm(request.headers()) ? (request.postData() ?? '') : '')
    for (const name of ['code', 'code_verifier', 'refresh_token', 'token']) {
      const value = body.get(name)
      if (value) secrets.set(value, name)
    }
  }
  return secrets
}

function isForm(headers: Readonly<Record<string, string>>): boolean {
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
}

function isCallback(url: string): boolean {
  return new URL(url).pathname === '/callback'
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*/, '')
}
