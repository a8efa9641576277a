import type { Express, IRoute } from 'express'

/**
 * Stops the start when a route has no access policy, as it came in beside the contract: closed by default means that
 * nobody can forget.
 *
 * @throws Error naming method and path of each such route.
 */
export function refuseForeignRoutes(app: Express, declared: ReadonlySet<object>): void {
  const foreign = routesOf(app.router.stack).filter((route) => !declared.has(route))
  if (foreign.length === 0) return

  const names = foreign.map((route) => `${methodsOf(route)} ${route.path}`).join(', ')
  throw new Error(
    `Cannot start: no access policy for ${names}; declare the endpoint in the contract and mount it`,
  )
}

function routesOf(layers: Express['router']['stack']): IRoute[] {
  return layers.flatMap((layer) => {
    if (layer.route !== undefined) return [layer.route]
    // A router in the router.
    const handler: unknown = layer.handle
    return isRouter(handler) ? routesOf(handler.stack) : []
  })
}

function isRouter(handler: unknown): handler is Express['router'] {
  return typeof handler === 'function' && 'stack' in handler && Array.isArray(handler.stack)
}

function methodsOf(route: IRoute): string {
  return [...new Set(route.stack.map(({ method }) => (method ?? 'any').toUpperCase()))].join(' and ')
}
