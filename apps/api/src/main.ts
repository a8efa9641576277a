import { createLog } from './log.ts'
import { runUntilStopped } from './operation/run-until-stopped.ts'
import { readSettings } from './settings/read-settings.ts'

try {
  const settings = readSettings(process.env)
  // Only now, so that a mistake in the settings is told before everything else is loaded.
  const { startApi } = await import('./start-api.ts')
  const log = createLog(settings.logLevel)
  const api = await startApi(settings, log)
  runUntilStopped(api.close, log)
  // Only now: whoever reads this line may send a signal at once. And at every level: a supervisor waits for it, and
  // nothing else tells the port that the system chose.
  createLog('info').info({ event: 'listening', url: api.url })
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
