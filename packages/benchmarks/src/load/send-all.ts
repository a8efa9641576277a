import { openConnection } from './connection.ts'

/** What came of sending requests as fast as the server answers. */
export interface Load {
  readonly statuses: ReadonlyMap<number, number>
  readonly seconds: number
}

export interface SendingOptions {
  /** Default 10. */
  readonly connections?: number
  /** Looks for answers all the time. Otherwise it sleeps until one comes, and whoever answers a sleeper has to wake it. */
  readonly isAwake?: boolean
}

/** Sends every request once, over that many keep-alive connections, each waiting for its answer. */
export async function sendAll(
  url: string,
  requests: Iterable<Buffer>,
  { connections = 10, isAwake = false }: SendingOptions = {},
): Promise<Load> {
  const queue = requests[Symbol.iterator]()
  const statuses = new Map<number, number>()
  const fallAsleep = isAwake ? stayAwake() : undefined
  const startedAt = performance.now()

  await Promise.all(Array.from({ length: connections }, () => drain(url, queue, statuses)))

  const seconds = (performance.now() - startedAt) / 1000
  fallAsleep?.()
  return { statuses, seconds }
}

// With something to do at once, the event loop never waits for what comes from outside.
function stayAwake(): () => void {
  let next = setImmediate(goOn)
  function goOn(): void {
    next = setImmediate(goOn)
  }
  return () => clearImmediate(next)
}

async function drain(url: string, queue: Iterator<Buffer>, statuses: Map<number, number>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const connection = await openConnection(url, {
    answer: (status) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      sendNext()
    },
    failure: reject,
  })

  function sendNext(): void {
    const next = queue.next()
    if (!next.done) {
      connection.send(next.value)
      return
    }
    connection.close()
    resolve()
  }

  sendNext()
  return promise
}
