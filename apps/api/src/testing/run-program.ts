import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Program {
  /** The `url` of its `listening` line; rejects when it ends before. */
  readonly listening: Promise<string>
  readonly ended: Promise<{ code: number | null; stderr: string }>
  stop(signal: NodeJS.Signals): void
}

/** Runs a program of ours as a process of its own, with these environment variables alone. */
export function runProgram(file: string, environment: Record<string, string>, cwd?: string): Program {
  const child = spawn(process.execPath, [file], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  })
  const stderr = text(child.stderr)
  const ended = once(child, 'close').then(async ([code]) => ({ code, stderr: await stderr }))

  const listening = new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      const line = output.split('\n').find((candidate) => candidate.includes('"event":"listening"'))
      if (line?.endsWith('}')) resolve(JSON.parse(line).url)
    })
    ended.then(({ code, stderr: message }) => reject(new Error(`It ended with ${code}: ${message}`)))
  })
  // Whoever waits for the end instead must not be bothered.
  listening.catch(() => {})

  return { listening, ended, stop: (signal) => void child.kill(signal) }
}
