import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { cacheControl, securityHeaders } from './headers.ts'
import type { PublicConfig } from './settings.ts'

/**
 * Serves a built app: its files, compressed where the build has done so, `/config.json`, and `app.html`
 * for every path that does not name a file. Throws when `directory` holds no build.
 */
export function createWebApp({
  directory,
  config,
}: {
  directory: string
  config: PublicConfig
}): RequestListener {
  if (!existsSync(join(directory, 'index.html')))
    throw new Error(`Cannot serve the app: "${directory}" holds no build; run pnpm build first`)

  const headers = new Headers({
    ...securityHeaders(config),
    // The restored session begins with a request to the pool.
    Link: `<${config.domain}>; rel=preconnect; crossorigin`,
  })
  const configJson = JSON.stringify(config)
  const serveFile = sirv(directory, {
    etag: true,
    gzip: true,
    brotli: true,
    single: 'app.html',
    // A path with a dot names a file: answering it with the page would hide a missing chunk behind a 200.
    ignores: [/^\/assets\//, /\./],
    setHeaders: (response, path) => response.setHeader('Cache-Control', cacheControl(path)),
  })

  return (request, response) => {
    response.setHeaders(headers)
    response.setHeader('Cache-Control', 'no-cache')

    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      answer(405, 'text/plain', 'Method not allowed\n')
    } else if (request.url?.split('?')[0] === '/config.json') answer(200, 'application/json', configJson)
    else serveFile(request, response, () => answer(404, 'text/plain', 'Not found\n'))

    function answer(status: number, type: string, body: string): void {
      response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
  }
}
