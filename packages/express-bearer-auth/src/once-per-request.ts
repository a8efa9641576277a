import { RequestSlot } from './request-slot.ts'

/**
 * A second dependency, such as the account of the caller in the database: loaded only if a handler asks, at most once
 * a request, and shared by everybody who asks meanwhile. A failure is shared too; `UnavailableError` becomes 503.
 */
export function oncePerRequest<R extends object, T>(load: (req: R) => Promise<T>): (req: R) => Promise<T> {
  const loads = new RequestSlot<Promise<T>>()

  return (req) => {
    const running = loads.get(req)
    if (running !== undefined) return running

    const started = load(req)
    loads.set(req, started)
    return started
  }
}
