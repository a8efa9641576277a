import { toBanner } from './banner.ts'
import { help, readCommandLine } from './command-line.ts'
import { ConfigError, readConfig } from './config/read-config.ts'
import { StartError } from './start-error.ts'
import { startUserPool } from './start-user-pool.ts'

/**
 * The program: reads the command line and serves until it is told to stop. What a person did wrong becomes a sentence
 * on standard error and exit code 1.
 */
export async function serve(words: readonly string[]): Promise<void> {
  try {
    await start(words)
  } catch (error) {
    if (!(error instanceof StartError || error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

async function start(words: readonly string[]): Promise<void> {
  const command = await readCommandLine(words)
  if (command.kind === 'help') {
    process.stdout.write(help)
    return
  }

  const config = readConfig(command.config)
  const pool = await startUserPool({ ...command.options, config, log: writeLine })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void pool.close())

  const { issuer, domain, control } = pool
  // First and on one line: other programs wait for it.
  writeLine(JSON.stringify({ event: 'listening', issuer, domain, control }))
  writeLine(toBanner(config, pool))
}

function writeLine(text: string): void {
  process.stdout.write(`${text}\n`)
}
