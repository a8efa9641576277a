import type { PublicConfig } from './settings.ts'

/**
 * The headers of every answer of the web app, made from the same configuration as `/config.json`: what the page may
 * connect to cannot drift from what it is told to connect to. This server, a CDN and an nginx file take them from here.
 *
 * No frame anywhere and `same-origin` opener policy: together they keep injected script from starting a silent
 * sign-in of its own. `trusted-types 'none'` turns every string that would become markup or code into an error.
 */
export function securityHeaders({ issuer, domain, apiUrl }: PublicConfig): Record<string, string> {
  const overTls = [issuer, domain, apiUrl].every((url) => url.startsWith('https:'))

  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ${new URL(apiUrl).origin} ${new URL(domain).origin}`,
    "manifest-src 'self'",
    "worker-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    `report-uri ${apiUrl}/csp-reports`,
    ...(overTls ? ['upgrade-insecure-requests'] : []),
  ].join('; ')

  return {
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // The callback URL carries an authorization code.
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(overTls && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload' }),
  }
}

/** How long a copy of a path may be kept: file names under `/assets/` change with their content, nothing else does. */
export function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}
