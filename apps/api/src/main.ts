import { createLog } from './log.ts'
import { runUntilStopped } from './operation/run-until-stopped.ts'
import { readSettings } from './settings/read-settings.ts'
import { startApi } from './start-api.ts'

try {
  const settings = readSettings(process.env)
  const log = createLog(settings.logLevel)
  const api = await startApi(settings, log)
  runUntilStopped(api.close, log)
  // Only now: whoever reads this line may send a signal at once.
  log.info({ event: 'listening', url: api.url })
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
