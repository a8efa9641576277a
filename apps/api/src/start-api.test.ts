import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { listen } from './operation/listen.ts'
import { readSettings } from './settings/read-settings.ts'
import { startApi } from './start-api.ts'
import { createDataFolder } from './testing/databases.ts'

let folder: string
beforeEach(async () => {
  folder = await createDataFolder()
})
afterEach(() => rm(folder, { recursive: true }))

it('startApi() lets go of everything when a port cannot be had, and when it is closed', async () => {
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
  const metricsUrls = () => lines.filter(({ event }) => event === 'metrics').map(({ url }) => String(url))
  const other = createServer()
  const { port } = new URL(await listen(other, { host: '127.0.0.1', port: 0, setting: 'PORT' }))
  const settings = readSettings({
    COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere',
    COGNITO_DOMAIN: 'http://127.0.0.1:1',
    COGNITO_CLIENT_IDS: 'web',
    API_URL: 'https://api.test',
    DATA_DIR: folder,
    PORT: port,
    METRICS_PORT: '0',
  })

  await expect(startApi(settings, log)).rejects.toThrow('the port is in use')
  await new Promise((resolve) => other.close(resolve))
  // The same folder and the same port.
  const api = await startApi(settings, log)
  const metadata = await fetch(`${api.url}/.well-known/oauth-protected-resource`)
  await api.close()

  expect(await metadata.json()).toMatchObject({ resource: 'https://api.test' })
  expect(metricsUrls()).toHaveLength(2)
  for (const url of [...metricsUrls(), api.url]) await expect(fetch(url)).rejects.toThrow('fetch failed')
})
