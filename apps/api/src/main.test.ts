import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDataFolder } from './testing/databases.ts'
import { runProgram } from './testing/run-program.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

describe('node src/main.ts', () => {
  let folder: string
  let environment: Record<string, string>

  beforeEach(async () => {
    folder = await createDataFolder()
    environment = {
      COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere',
      COGNITO_DOMAIN: 'http://127.0.0.1:1',
      COGNITO_CLIENT_IDS: 'web',
      PORT: '0',
      DATA_DIR: folder,
    }
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('comes up without its user pool, says where it listens, and ends when asked', async () => {
    const api = runProgram(main, environment)

    const url = await api.listening
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    api.stop('SIGTERM')

    expect(await api.ended).toEqual({ code: 0, stderr: '' })
  })

  it('says where it listens at every log level: whoever started it waits for that', async () => {
    const api = runProgram(main, { ...environment, LOG_LEVEL: 'silent' })

    expect((await fetch(`${await api.listening}/livez`)).status).toBe(200)
    api.stop('SIGTERM')

    expect((await api.ended).code).toBe(0)
  })

  it('refuses a data folder that another instance uses, in one sentence', async () => {
    const first = runProgram(main, environment)
    await first.listening

    const second = await runProgram(main, environment).ended
    first.stop('SIGTERM')
    await first.ended

    expect(second.code).toBe(1)
    expect(second.stderr).toMatch(/^Cannot open the data folder ".*": another process is using it; [^\n]*\n$/)
  })

  it('takes over the data folder of an instance that was killed', async () => {
    const killed = runProgram(main, environment)
    await killed.listening
    killed.stop('SIGKILL')
    await killed.ended

    const next = runProgram(main, environment)
    await next.listening
    next.stop('SIGTERM')

    expect((await next.ended).code).toBe(0)
  })

  it('refuses a port that is in use, in one sentence', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? `${address?.port}` : ''

    const api = await runProgram(main, { ...environment, PORT: port, API_URL: 'http://localhost:3000' }).ended
    server.close()

    expect(api).toEqual({
      code: 1,
      stderr: `Cannot listen on 127.0.0.1:${port}: the port is in use; stop what uses it or set PORT to another one\n`,
    })
  })

  it('refuses a data folder that it cannot write, in one sentence', async () => {
    await writeFile(join(folder, 'file'), '')

    const api = await runProgram(main, { ...environment, DATA_DIR: join(folder, 'file') }).ended

    expect(api.code).toBe(1)
    expect(api.stderr).toMatch(/^Cannot write to the data folder [^\n]*\n$/)
  })

  it('refuses a database that it cannot reach, in one sentence without the password', async () => {
    const databaseUrl = 'postgres://ada:s3cr3t@127.0.0.1:1/notes'

    const api = await runProgram(main, { ...environment, DATABASE_URL: databaseUrl }).ended

    expect(api.code).toBe(1)
    expect(api.stderr).toMatch(/^Cannot prepare the database that DATABASE_URL names: [^\n]*\n$/)
    expect(api.stderr).not.toContain('s3cr3t')
  })

  it('P-20: refuses settings that are missing or wrong, in one sentence', async () => {
    const api = await runProgram(main, { ...environment, COGNITO_CLIENT_IDS: '', CLOCK_SKEW_SECONDS: 'abc' })
      .ended

    expect(api).toEqual({
      code: 1,
      stderr:
        'Cannot start the API with these settings: COGNITO_CLIENT_IDS must be an app client id, or several separated by commas, without spaces; CLOCK_SKEW_SECONDS must be a whole number from 0 to 300\n',
    })
  })
})
