import { type Connection, openConnection } from './connection.ts'

/** Requests that arrive at a fixed rate, whether or not earlier ones were answered. */
export interface Stream {
  readonly perSecond: number
  readonly connections: number
  readonly next: () => Buffer
}

/** What came of a stream. */
export interface Paced {
  readonly statuses: ReadonlyMap<number, number>
  /** From the moment each request was due, so that waiting for a free connection counts. */
  readonly latenciesMs: readonly number[]
}

interface Lane {
  readonly stream: Stream
  readonly statuses: Map<number, number>
  readonly latenciesMs: number[]
  readonly idle: Connection[]
  readonly all: Connection[]
  due: number[]
  arrived: number
}

/** Sends streams side by side for that long, then waits for what is under way. */
export async function sendPaced(
  url: string,
  streams: readonly Stream[],
  seconds: number,
): Promise<readonly Paced[]> {
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const lanes = await Promise.all(streams.map((stream) => openLane(url, stream, reject)))
  const startedAt = performance.now()

  const { promise: done, resolve } = Promise.withResolvers<void>()
  const timer = setInterval(() => {
    const elapsed = (performance.now() - startedAt) / 1000
    if (elapsed < seconds) {
      for (const lane of lanes) admitArrivals(lane, startedAt, elapsed)
      return
    }
    const busy = lanes.some(({ idle, all }) => idle.length < all.length)
    if (!busy || elapsed > seconds + 10) resolve()
  }, 1)

  await Promise.race([done, failed]).finally(() => clearInterval(timer))
  for (const { all } of lanes) for (const { close } of all) close()
  return lanes
}

async function openLane(url: string, stream: Stream, onFailure: (error: Error) => void): Promise<Lane> {
  const lane: Lane = { stream, statuses: new Map(), latenciesMs: [], idle: [], all: [], due: [], arrived: 0 }
  for (let i = 0; i < stream.connections; i++) {
    let dueAt = 0
    const connection: Connection = await openConnection(url, {
      answer: (status) => {
        lane.statuses.set(status, (lane.statuses.get(status) ?? 0) + 1)
        lane.latenciesMs.push(performance.now() - dueAt)
        lane.idle.push(timed)
        sendDue(lane)
      },
      failure: onFailure,
    })
    const timed: Connection = {
      send: (request) => {
        dueAt = lane.due.shift() ?? performance.now()
        connection.send(request)
      },
      close: connection.close,
    }
    lane.idle.push(timed)
    lane.all.push(timed)
  }
  return lane
}

function admitArrivals(lane: Lane, startedAt: number, elapsed: number): void {
  const { perSecond } = lane.stream
  while (lane.arrived < elapsed * perSecond) lane.due.push(startedAt + (lane.arrived++ / perSecond) * 1000)
  sendDue(lane)
}

function sendDue(lane: Lane): void {
  while (lane.due.length > 0) {
    // In turn: a server closes a connection that it hears nothing from for five seconds.
    const connection = lane.idle.shift()
    if (connection === undefined) return
    connection.send(lane.stream.next())
  }
}
