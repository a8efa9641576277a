import { scopes } from '@lifeguard/api-contract'
import type { RequestHandler, Response } from 'express'
import type { MountPage } from '../http/mount.ts'
import { swaggerUiFolder } from '../places.ts'

export interface DocsOptions {
  readonly apiUrl: string
  /** Where the pool issues tokens: the one other host that the page may talk to. */
  readonly domain: string
  /** The app client that people sign in with here; undefined: they type one in. */
  readonly toolsClientId: string | undefined
}

/** The reference as a page, on which people sign in and try operations: Swagger UI, from files of ours alone. */
export function mountDocs(mountPage: MountPage, options: DocsOptions): void {
  const headers = pageHeaders(options)
  const serve =
    (send: (res: Response) => void): RequestHandler =>
    (_req, res) =>
      send(res.set(headers))
  const file = (name: string) => serve((res) => res.sendFile(name, whole))

  mountPage(
    '/docs',
    serve((res) => res.type('html').send(page)),
  )
  mountPage(
    '/docs/start.js',
    serve((res) => res.type('js').send(startScript(options))),
  )
  mountPage('/docs/swagger-ui.css', file('swagger-ui.css'))
  mountPage('/docs/swagger-ui-bundle.js', file('swagger-ui-bundle.js'))
  mountPage('/docs/oauth2-redirect.html', file('oauth2-redirect.html'))
  mountPage('/docs/oauth2-redirect.js', file('oauth2-redirect.js'))
}

const whole = {
  root: swaggerUiFolder,
  acceptRanges: false,
  lastModified: false,
} as const

/**
 * The one exception to the headers of everything else. Swagger UI writes styles into its elements, and its sign-in
 * window hands the code to its opener, which a stricter opener policy would cut off.
 */
function pageHeaders({ domain }: DocsOptions): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${domain}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'unsafe-none',
  }
}

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Lifeguard API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

function startScript({ apiUrl, toolsClientId }: DocsOptions): string {
  const settings = {
    url: '/openapi.json',
    dom_id: '#reference',
    deepLinking: true,
    oauth2RedirectUrl: `${apiUrl}/docs/oauth2-redirect.html`,
    // Nothing is sent to anybody's validator.
    validatorUrl: null,
  }
  const signIn = {
    clientId: toolsClientId ?? '',
    scopes: ['openid', 'email', ...Object.keys(scopes)].join(' '),
    usePkceWithAuthorizationCodeGrant: true,
  }
  // Swagger UI marks its token requests with a header that a pool's CORS policy does not allow.
  return `const settings = ${JSON.stringify(settings)}
settings.requestInterceptor = (request) => {
  delete request.headers['X-Requested-With']
  return request
}
SwaggerUIBundle(settings).initOAuth(${JSON.stringify(signIn)})
`
}
