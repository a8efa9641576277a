import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from './src/testing/run-program.ts'

const run = promisify(execFile)

describe('node build.ts', { timeout: 120_000 }, () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'build-'))
    await run(process.execPath, [join(import.meta.dirname, 'build.ts'), join(folder, 'dist')])
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true }))

  it('makes an API that starts outside the repository, with its database and migrations', async () => {
    const environment = {
      COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere',
      COGNITO_DOMAIN: 'http://127.0.0.1:1',
      COGNITO_CLIENT_IDS: 'web',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
    }
    const api = runProgram(join(folder, 'dist/main.js'), environment, folder)

    const url = await api.listening
    const ready = await fetch(`${url}/readyz`)
    const docs = await fetch(`${url}/docs/swagger-ui.css`)
    api.stop('SIGTERM')

    expect(await ready.json()).toMatchObject({ detail: 'No key set of the user pool has been read' })
    expect(docs.status).toBe(200)
    expect(await api.ended).toEqual({ code: 0, stderr: '' })
  })
})
