import { openConnection } from './connection.ts'

/** What came of sending requests as fast as the server answers. */
export interface Load {
  readonly statuses: ReadonlyMap<number, number>
  readonly seconds: number
  /** CPU time of this process over wall time: near 1, and the generator is what was measured. */
  readonly generatorShare: number
}

/** Sends every request once, over that many keep-alive connections, each waiting for its answer. */
export async function sendAll(
  url: string,
  requests: Iterable<Buffer>,
  { connections = 10 }: { connections?: number } = {},
): Promise<Load> {
  const queue = requests[Symbol.iterator]()
  const statuses = new Map<number, number>()
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()

  await Promise.all(Array.from({ length: connections }, () => drain(url, queue, statuses)))

  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  return { statuses, seconds, generatorShare: (user + system) / 1e6 / seconds }
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
