import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { toLogLine } from './log-line.ts'
import type { Service } from './services.ts'

/** The servers that one terminal runs together: they start together, and when one ends all end. */
export interface ProcessGroup {
  /** Resolves when every server has said that it listens; rejects with a sentence when one ended before. */
  readonly ready: Promise<void>
  /** Resolves with a sentence when a server has ended by itself. */
  readonly ended: Promise<string>
  /** Asks every server to stop, the last first, and ends those that have not after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** Starts the services and prints each line of theirs behind the service's name. */
export function startProcessGroup(
  services: readonly Service[],
  { cwd, print }: { cwd: string; print: (line: string) => void },
): ProcessGroup {
  const running = services.map((service) => start(service, cwd, print))

  return {
    ready: Promise.all(running.map(({ listening }) => listening)).then(() => undefined),
    ended: Promise.race(running.map(({ ended }) => ended)),
    async stop(graceMs) {
      // Backwards, so that none misses one that it depends on and says so.
      for (const { child } of running.toReversed()) await stop(child, graceMs)
    },
  }
}

const nodeArgs = [
  '--disable-warning=ExperimentalWarning',
  `--import=${new URL('./end-with-parent.ts', import.meta.url).href}`,
]

function start(service: Service, cwd: string, print: (line: string) => void) {
  const args = [...nodeArgs, ...service.nodeArgs, service.script, ...service.args]
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...service.env },
    // The channel carries no message; its end tells the server that the desk is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches the desk alone, which then stops the servers in an orderly way.
    detached: process.platform !== 'win32',
  })
  const prefix = `${service.name.padEnd(4)} │ `

  const listening = new Promise<void>((resolve, reject) => {
    onLine(child.stdout, (line) => {
      if (isListening(line)) resolve()
      print(prefix + toLogLine(line))
    })
    onLine(child.stderr, (line) => print(prefix + line))
    child.once('close', () =>
      reject(new Error(`Cannot start: ${service.name} ended before it was ready, see above`)),
    )
  })
  const ended = once(child, 'close').then(([code, signal]) => {
    return `${service.name} ended by itself (${signal ?? `code ${code}`})`
  })

  return { child, listening, ended }
}

function onLine(stream: Readable | null, handle: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', handle)
}

async function stop(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await closed
  clearTimeout(timer)
}

function isListening(line: string): boolean {
  return line.startsWith('{') && line.includes('"event":"listening"')
}
