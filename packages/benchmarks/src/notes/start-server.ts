import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pollUntil } from './poll-until.ts'

export interface RunningServer {
  readonly url: string
  readonly processId: number
  /** The `url` of another line that it logged. */
  urlOf(event: string): Promise<string>
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly nodeOptions?: readonly string[]
  /** The command, and its arguments, that runs Node: see `onOneCore`. */
  readonly launcher?: readonly string[]
}

/**
 * Starts a script that logs a JSON line `listening` with its `url`, with these environment variables alone. Its log
 * goes to a file: reading it here would be measured with the rest.
 */
export async function startServer(
  script: string,
  environment: Readonly<Record<string, string>>,
  { nodeOptions = [], launcher = [] }: ServerOptions = {},
): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-log-'))
  const log = await open(join(folder, 'log'), 'w')
  const [program = process.execPath, ...words] = [...launcher, process.execPath, ...nodeOptions, script]
  const child = spawn(program, words, {
    env: environment,
    stdio: ['ignore', log.fd, 'inherit'],
  })
  await log.close()

  const urlOf = (event: string) =>
    pollUntil(async () => {
      const lines = await readFile(join(folder, 'log'), 'utf8')
      const url = new RegExp(`"event":"${event}","url":"([^"]+)"`).exec(lines)?.[1]
      if (url === undefined) throw new Error(`Cannot find "${event}" in the log of "${script}"`)
      return url
    })

  return {
    url: await urlOf('listening'),
    processId: child.pid ?? 0,
    urlOf,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
