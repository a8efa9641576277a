import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../src/token.ts', import.meta.url))

describe('pnpm token', () => {
  let pool: RunningUserPool
  beforeAll(async () => {
    pool = await startUserPool()
  })
  afterAll(() => pool.close())

  function run(words: readonly string[], environment: Record<string, string> = {}) {
    const env = {
      PATH: process.env.PATH,
      LIFEGUARD_ROOT: '/nowhere',
      COGNITO_ISSUER: pool.issuer,
      COGNITO_DOMAIN: pool.domain,
      COGNITO_CLIENT_IDS: 'lifeguardmachine0000000001',
      ...environment,
    }
    return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [script, ...words], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
      })
    })
  }

  const machine = {
    MACHINE_CLIENT_ID: 'lifeguardmachine0000000001',
    MACHINE_CLIENT_SECRET: 'local-machine-secret',
  }

  it('--machine prints the access token of an app client, and nothing else', async () => {
    const { code, stdout, stderr } = await run(['--machine', '--scope', 'notes/read'], machine)

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const claims: unknown = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ client_id: machine.MACHINE_CLIENT_ID, scope: 'notes/read' })
  })

  it('--machine asks for everything that the app client may have', async () => {
    const { stdout } = await run(['--machine'], machine)

    const claims: unknown = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ scope: 'notes/read notes/write' })
  })

  it.each([
    ['a setting that is missing', ['--machine'], {}, /^Cannot get a token: MACHINE_CLIENT_ID is required/],
    [
      'a secret that is wrong',
      ['--machine'],
      { ...machine, MACHINE_CLIENT_SECRET: 's3cr3t' },
      /^Cannot get a token: the user pool answered "invalid_client"$/m,
    ],
    [
      'a pool that is not there',
      ['--machine'],
      { ...machine, COGNITO_DOMAIN: 'http://127.0.0.1:1' },
      /^Cannot reach the user pool at http:\/\/127\.0\.0\.1:1: is it running\?$/m,
    ],
    [
      'a scope that the app client may not have',
      ['--machine', '--scope', 'notes/everything'],
      machine,
      /^Cannot get a token: .* "invalid_scope"; enable the scope at its app client, or name others with --scope$/m,
    ],
    ['words that it does not know', ['--please'], {}, /^Prints an access token/],
  ])('says in one sentence about %s', async (_, words, environment, sentence) => {
    const { code, stdout, stderr } = await run(words, environment)

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toContain('s3cr3t')
  })
})
