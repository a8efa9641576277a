import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { extname, join } from 'node:path'
import { type Server, serve } from './serve.ts'

/** A server of static files with the headers of a production server, of `/config.json`, and of an API under `/api`. */
export interface WebServer extends Server {
  /** What `/config.json` answers from now on. */
  configure(config: { issuer: string; domain: string; clientId: string; [name: string]: unknown }): void
  /** How `/api` answers from now on; at first it says 200. */
  answerApi(answer: RequestListener): void
}

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.json': 'application/json',
}

export async function startWebServer(folder: string): Promise<WebServer> {
  let config = { issuer: '', domain: '', clientId: '' }

  let api: RequestListener = (_request, response) => response.end('{}')

  const server = await serve('localhost', async (request, response) => {
    if (request.url?.startsWith('/api/')) return api(request, response)
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = pathname.startsWith('/assets/') ? pathname : '/index.html'
    response.setHeader(
      'content-type',
      contentTypes[extname(pathname === '/config.json' ? pathname : file)] ?? '',
    )
    response.setHeader('content-security-policy', contentSecurityPolicy(config.domain))
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('referrer-policy', 'no-referrer')
    if (file === pathname) response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    response.end(pathname === '/config.json' ? JSON.stringify(config) : await readFile(join(folder, file)))
  })

  return {
    ...server,
    configure: (next) => {
      config = next
    },
    answerApi: (next) => {
      api = next
    },
  }
}

function contentSecurityPolicy(domain: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    'img-src data:',
    `connect-src 'self' ${domain}`,
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
