import { help, readCommandLine } from './command-line.ts'
import { ConfigError, readConfig } from './config/read-config.ts'
import { StartError } from './start-error.ts'
import { startUserPool } from './start-user-pool.ts'

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function main(words: readonly string[]): Promise<void> {
  const command = readCommandLine(words)
  if (command.kind === 'help') {
    process.stdout.write(help)
    return
  }
  const pool = await startUserPool({
    ...command.options,
    ...(command.config !== undefined && { config: readConfig(command.config) }),
    log: (sentence) => process.stdout.write(`${sentence}\n`),
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void pool.close())
  process.stdout.write(
    `${JSON.stringify({ event: 'listening', issuer: pool.issuer, domain: pool.domain, control: pool.control })}\n`,
  )
}
