import { cacheControl, securityHeaders } from './headers.ts'
import type { PublicConfig } from './settings.ts'

/**
 * A `server` block for nginx that answers as our own server does. nginx drops the outer `add_header` lines of a location
 * that has one of its own, so every location repeats them all.
 */
export function nginxConfig(config: PublicConfig, directory: string): string {
  const headers = [
    ...Object.entries(securityHeaders(config)),
    ['Link', `<${config.domain}>; rel=preconnect; crossorigin`],
  ].map(([name, value]) => `add_header ${name} "${value}" always;`)

  return `server {
  listen 8080;
  root ${directory};
  charset utf-8;
  gzip_static on;
  types { text/html html; text/javascript js; text/css css; image/svg+xml svg; font/woff2 woff2; text/plain txt; }

${location('= /config.json', cacheControl('/config.json'), [
  'default_type application/json;',
  `return 200 '${JSON.stringify(config)}';`,
])}
${location('^~ /assets/', cacheControl('/assets/'), ['try_files $uri =404;'])}
${location('= /callback', cacheControl('/callback'), ['try_files /callback.html =404;'])}
${location('~ \\.', cacheControl('/favicon.svg'), ['try_files $uri =404;'])}
${location('= /', cacheControl('/'), ['try_files /index.html =404;'])}
${location('/', cacheControl('/'), ['try_files /app.html =404;'])}}
`

  function location(match: string, caching: string, lines: readonly string[]): string {
    const all = [...lines, `add_header Cache-Control "${caching}" always;`, ...headers]
    return `  location ${match} {\n${all.map((line) => `    ${line}\n`).join('')}  }\n`
  }
}
