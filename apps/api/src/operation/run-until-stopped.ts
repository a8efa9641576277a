import type { Log } from '../log.ts'

const patienceMs = 9_500

/**
 * Stops in an orderly way at SIGTERM and SIGINT, exit code 0, and after an error that nobody caught, exit code 1: the
 * state of the process is unknown then, so it answers what it has begun and makes room for a fresh one. A second
 * signal does not wait, and neither does a stop that takes longer than 10 seconds.
 */
export function runUntilStopped(close: () => Promise<void>, log: Log): void {
  let stopping = false

  async function stop(exitCode: 0 | 1): Promise<void> {
    stopping = true
    setTimeout(() => process.exit(1), patienceMs).unref()
    await close()
    log.info({ event: 'stopped' })
    process.exit(exitCode)
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      log.info({ event: 'stopping', reason: signal })
      void stop(0)
    })
  }
  // A rejection that nobody handles comes here too.
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ event: 'crashed', reason: origin, error })
    if (!stopping) void stop(1)
  })
}
