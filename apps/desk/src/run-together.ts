import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { banner } from './banner.ts'
import { findObstacle } from './preconditions.ts'
import { startProcessGroup } from './process-group.ts'
import { servicesOf, type WebMode } from './services.ts'
import { readSettings, SettingsError } from './settings.ts'
import { buildWebIfChanged } from './web-build.ts'

/**
 * Runs pool, API and web app in one terminal until Ctrl-C, and answers the exit code.
 * Settings come from the environment, and from `.env` at the root where there is one.
 */
export async function runTogether(web: WebMode): Promise<number> {
  const root = process.env.LIFEGUARD_ROOT ?? process.cwd()
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))

  const settings = settingsOrSentence(root)
  if (typeof settings === 'string') return refuse(settings)
  const interruption = new AbortController()
  const interrupted = once(interruption.signal, 'abort').then(() => undefined)
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interruption.abort())

  const services = servicesOf(settings, web)
  const obstacle =
    (await findObstacle(services, settings.dataDir)) ??
    (web === 'build' ? await buildWebIfChanged(settings, console.log, interruption.signal) : undefined)
  if (interruption.signal.aborted) return 0
  if (obstacle !== undefined) return refuse(obstacle)

  console.log(`Starting ${services.map(({ name }) => name).join(', ')} …`)
  const group = startProcessGroup(services, { cwd: root, print: console.log })
  const started = group.ready.then(() => console.log(banner(settings)))
  const failed = started.then(
    () => group.ended,
    (error: Error) => error.message,
  )

  const fault = await Promise.race([interrupted, failed])
  await group.stop(10_000)
  if (fault === undefined) return 0
  return refuse(fault)
}

function settingsOrSentence(root: string) {
  try {
    return readSettings(root, process.env)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
}

function refuse(sentence: string): number {
  console.error(sentence)
  return 1
}
