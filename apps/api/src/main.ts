import { createLog } from './log.ts'
import { readSettings } from './settings/read-settings.ts'
import { startApi } from './start-api.ts'

try {
  const settings = readSettings(process.env)
  const api = await startApi(settings, createLog(settings.logLevel))

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await api.close()
      process.exit(0)
    })
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
