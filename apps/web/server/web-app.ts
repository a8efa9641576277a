import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { cacheControl, securityHeaders } from './headers.ts'
import type { PublicConfig } from './settings.ts'

/**
 * Serves a built app: its files, `/config.json`, and the page itself for every path that does not name a file.
 * Throws when `directory` holds no build.
 */
export function createWebApp({ directory, config }: { directory: string; config: PublicConfig }): Express {
  if (!existsSync(join(directory, 'index.html')))
    throw new Error(`Cannot serve the app: "${directory}" holds no build; run pnpm build first`)

  const app = express().disable('x-powered-by')
  const headers = { ...securityHeaders(config), Link: `<${config.domain}>; rel=preconnect; crossorigin` }

  app.use((_request, response, next) => {
    response.set(headers)
    next()
  })
  app.use(refuseOtherMethods)
  app.use(compression())
  app.get('/config.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(config)
  })
  app.use(
    express.static(directory, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (response, file) => {
        response.setHeader('Cache-Control', cacheControl(file.slice(directory.length).replaceAll('\\', '/')))
      },
    }),
  )
  // A path with a dot names a file: answering it with the page would hide a missing chunk behind a 200.
  app.get(/^[^.]*$/, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: directory, cacheControl: false })
  })
  app.use((_request, response) => {
    response.status(404).set('Cache-Control', 'no-cache').type('text').send('Not found\n')
  })
  app.use(answerError)

  return app
}

function refuseOtherMethods(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') next()
  else response.status(405).set('Allow', 'GET, HEAD').type('text').send('Method not allowed\n')
}

// Express tells an error handler by its four parameters.
function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error)
    return
  }
  const badRequest =
    error instanceof URIError || (error instanceof Error && 'status' in error && error.status === 400)
  response
    .status(badRequest ? 400 : 500)
    .set('Cache-Control', 'no-store')
    .type('text')
    .send(badRequest ? 'Bad request\n' : 'Internal error\n')
}
