import type { Express, IRoute, RequestHandler } from 'express'

/** A route of an app, and who may call it; null: nobody has said. */
export interface RoutePolicy {
  readonly method: string
  readonly path: string
  readonly policy: string | null
}

const policies = new WeakMap<object, string>()

/** Lets a handler say what it demands of callers, so that its routes are known to be guarded. */
export function withPolicy<H extends object>(handler: H, policy: string): H {
  policies.set(handler, policy)
  return handler
}

/** Says that a route is for everybody: it guards nothing, but somebody has thought about it. */
export const everybody: RequestHandler = withPolicy((_req, _res, next) => next(), 'everybody')

/**
 * Stops the start of an app in which a route has no policy: closed by default means that nobody can forget. Call it
 * when every route is mounted. Guards count for the routes that come after them in the same router, as requests pass.
 * Throws an error that names method and path of each such route.
 */
export function requireRoutePolicies(app: Express): void {
  const open = listRoutePolicies(app).filter(({ policy }) => policy === null)
  if (open.length === 0) return

  const names = open.map(({ method, path }) => `${method} ${path}`).join(', ')
  throw new Error(
    `Cannot start: no access policy for ${names}; mount auth.require() or everybody before the handler`,
  )
}

/** Every route of an app with its policy, in the order in which requests meet them. */
export function listRoutePolicies(app: Express): readonly RoutePolicy[] {
  if (!isRouter(app.router)) {
    throw new TypeError(
      'Cannot list the routes: give the app that express() made, when its routers are mounted',
    )
  }
  return listLayers(app.router.stack, '', [])
}

type Layer = Express['router']['stack'][number]

function listLayers(layers: readonly Layer[], prefix: string, inherited: readonly Guarded[]): RoutePolicy[] {
  const guarded = [...inherited]
  return layers.flatMap((layer) => {
    const path = prefix + pathOf(layer)
    if (layer.route !== undefined) return listRoute(layer.route, path, guarded)
    if (isRouter(layer.handle)) return listLayers(layer.handle.stack, path, guarded)
    // What another app does inside is its own affair, and not known to be guarded here.
    if (layer.name === 'mounted_app') return [toRoutePolicy('*', path, policiesOver(path, guarded))]

    const policy = policies.get(layer.handle)
    if (policy !== undefined) guarded.push({ path, policy })
    return []
  })
}

/** A policy, and the path below which it holds. */
interface Guarded {
  readonly path: string
  readonly policy: string
}

function policiesOver(path: string, guarded: readonly Guarded[]): readonly string[] {
  return guarded
    .filter(({ path: over }) => path === over || path.startsWith(`${over}/`))
    .map(({ policy }) => policy)
}

function listRoute(route: IRoute, path: string, guarded: readonly Guarded[]): RoutePolicy[] {
  const ofMethod = Map.groupBy(route.stack, ({ method }) => method ?? '*')
  // `app.all` mounts the same handlers for each of some thirty methods.
  const methods = ofMethod.size > 10 ? [...ofMethod].slice(0, 1) : [...ofMethod]
  return methods.map(([method, handlers]) => {
    const own = handlers.map(({ handle }) => policies.get(handle)).filter((policy) => policy !== undefined)
    const name = ofMethod.size > 10 ? '*' : method.toUpperCase()
    return toRoutePolicy(name, path === '' ? '/' : path, [...policiesOver(path, guarded), ...own])
  })
}

function toRoutePolicy(method: string, path: string, held: readonly string[]): RoutePolicy {
  return { method, path, policy: held.length === 0 ? null : [...new Set(held)].join('; ') }
}

function pathOf(layer: Layer): string {
  if (!('rawPath' in layer)) {
    throw new Error(
      'Cannot list the routes: this version of Express does not keep their paths; use 5.3 or later',
    )
  }
  // A pattern is no prefix of anything, so guards at one hold nowhere else.
  return layer.rawPath === '/' ? '' : String(layer.rawPath).replace(/\/+$/, '')
}

function isRouter(handler: unknown): handler is Express['router'] {
  return typeof handler === 'function' && 'stack' in handler && Array.isArray(handler.stack)
}
