import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const chroot = '/usr/sbin/chroot'
const here = (path: string) => join(import.meta.dirname, '../..', path)

// No engine runs here. What the Dockerfile collects is a root folder, and only root may enter one.
describe.skipIf(process.getuid?.() !== 0 || !existsSync(chroot))(
  'the container',
  { timeout: 120_000 },
  () => {
    let root: string
    let dockerfile: string

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'container-'))
      dockerfile = await readFile(here('Dockerfile'), 'utf8')
      await run(here('deploy/collect-runtime.sh'), [root, process.execPath])
      await run(process.execPath, [here('build.ts'), join(root, 'app')])
      await run('chmod', ['755', root])
    }, 120_000)
    afterAll(() => rm(root, { recursive: true }))

    /** The words of an instruction that is written as JSON. */
    function command(instruction: string): string[] {
      const words = new RegExp(`${instruction} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1]
      return JSON.parse(words ?? '[]')
    }

    function enter(words: readonly string[], environment: Record<string, string>) {
      return spawn(chroot, ['--userspec=65532:65532', root, ...words], { env: environment })
    }

    it('starts without rights, says that it is healthy, and ends when asked', async () => {
      const environment = {
        COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere',
        COGNITO_DOMAIN: 'http://127.0.0.1:1',
        COGNITO_CLIENT_IDS: 'web',
        DATA_DIR: '/data',
        PORT: '0',
      }
      const api = enter(command('\nCMD'), environment)
      let url = ''
      for await (const line of createInterface(api.stdout)) {
        const entry = JSON.parse(line)
        if (entry.event === 'listening') url = entry.url
        if (url !== '') break
      }
      api.stdout.resume()

      const healthCheck = command('HEALTHCHECK .*CMD')
      const [healthy] = await once(enter(healthCheck, { PORT: new URL(url).port }), 'exit')
      api.kill('SIGTERM')
      const [code] = await once(api, 'exit')
      const [afterwards] = await once(enter(healthCheck, { PORT: new URL(url).port }), 'exit')

      expect({ healthy, code, afterwards }).toEqual({ healthy: 0, code: 0, afterwards: 1 })
    })

    it('has no shell and nothing to install with', async () => {
      const [code] = await once(enter(['/bin/sh', '-c', 'true'], {}), 'exit')

      expect(code).toBe(127)
    })

    it('refuses plain http in production, which is what the Dockerfile sets', async () => {
      const api = enter(command('\nCMD'), { NODE_ENV: 'production', COGNITO_DOMAIN: 'http://127.0.0.1:1' })
      let stderr = ''
      api.stderr.on('data', (chunk) => {
        stderr += chunk
      })

      expect(await once(api, 'close')).toEqual([1, null])
      expect(dockerfile).toMatch(/^ENV NODE_ENV=production /m)
      expect(dockerfile).toMatch(/^USER 65532:65532$/m)
      expect(stderr).toContain('COGNITO_DOMAIN must be')
    })
  },
)
