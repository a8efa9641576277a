import { nginxConfig } from './nginx-config.ts'
import { readSettings } from './settings.ts'

// node apps/web/server/print-nginx-config.ts, with the variables of main.ts.
try {
  const { config, directory } = readSettings(process.env)
  process.stdout.write(nginxConfig(config, directory))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
