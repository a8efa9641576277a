import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startUserPool } from '@lifeguard/local-user-pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from './free-ports.ts'
import { type RunningDesk, root, startDesk } from './running-desk.ts'

describe('npm start', { timeout: 120_000 }, () => {
  let desk: RunningDesk

  beforeAll(async () => {
    // What else may stand in the environment of a machine: none of it keeps anything from working.
    desk = await startDesk({
      LOG_LEVEL: 'error',
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: 'http://127.0.0.1:1',
    })
    await desk.printed('Ctrl-C stops everything.')
  }, 120_000)

  afterAll(() => desk.cleanUp())

  it('says where to go and who to be', () => {
    expect(desk.output()).toContain(`Open    http://localhost:${desk.env.WEB_PORT}`)
    expect(desk.output()).toContain('admin@example.com')
    expect(desk.output()).toContain('Passw0rd!')
  })

  it('prints a curl line that works', () => {
    const line = desk.output().match(/^ {2}(curl .*)$/m)?.[1] ?? ''

    const answer = JSON.parse(sh(line))

    expect(answer).toMatchObject({ kind: 'machine', clientId: 'lifeguardmachine0000000001' })
  })

  it('serves the lines of the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    const lines = readme.match(/```sh\n(TOKEN=[\s\S]*?)```/)?.[1] ?? ''

    const answers = sh(atPortsOf(desk, lines))
      .trim()
      .split(/\n|(?<=\})(?=\{)/)
      .map((text) => JSON.parse(text))

    expect(answers).toHaveLength(3)
    expect(answers[0]).toMatchObject({ kind: 'machine', scopes: expect.arrayContaining(['notes/write']) })
    expect(answers[1]).toMatchObject({ title: 'From a machine', text: 'Hello' })
    expect(answers[2].items[0]).toMatchObject({ id: answers[1].id })
  })

  it('serves the web app with its settings', async () => {
    const origin = `http://localhost:${desk.env.WEB_PORT}`

    expect(await (await fetch(`${origin}/config.json`)).json()).toEqual({
      issuer: `http://127.0.0.1:${desk.env.POOL_ISSUER_PORT}/us-east-1_Lifeguard`,
      domain: `http://127.0.0.1:${desk.env.POOL_DOMAIN_PORT}`,
      clientId: 'lifeguardweb00000000000001',
      apiUrl: `http://localhost:${desk.env.PORT}`,
      refreshTokenSeconds: 2_592_000,
    })
    expect(await (await fetch(`${origin}/notes`)).text()).toContain('<div id="root"')
  })

  it('lets people sign in, whatever the port of the web app', async () => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'lifeguardweb00000000000001',
      redirect_uri: `http://localhost:${desk.env.WEB_PORT}/callback`,
      scope: 'openid',
      state: 'state-of-a-test',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    })
    const domain = `http://127.0.0.1:${desk.env.POOL_DOMAIN_PORT}`

    const answer = await fetch(`${domain}/oauth2/authorize?${query}`, { redirect: 'manual' })

    expect(new URL(answer.headers.get('location') ?? '', domain).pathname).toBe('/login')
  })

  it('stops all three and leaves no process behind', async () => {
    const children = execFileSync('pgrep', ['-f', desk.env.DATA_DIR ?? ''], { encoding: 'utf8' }).trim()
    expect(children).not.toBe('')

    expect(await desk.interrupt()).toBe(0)

    expect(desk.output()).not.toContain('failed')
    expect(spawnSync('pgrep', ['-f', desk.env.DATA_DIR ?? '']).stdout.toString()).toBe('')
    for (const name of ['WEB_PORT', 'PORT', 'POOL_ISSUER_PORT', 'POOL_DOMAIN_PORT']) {
      await expect(fetch(`http://127.0.0.1:${desk.env[name]}/`)).rejects.toThrow('fetch failed')
    }
  })
})

describe('npm start, killed outright', { timeout: 120_000 }, () => {
  /** The process that was started, and the one that it started on the workspace's own Node. */
  const killed = {
    'the process that was started': ({ child }: RunningDesk) => child.pid,
    'the one on the own Node': ({ child }: RunningDesk) =>
      Number(execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).split('\n')[0]),
  }

  it.each(Object.entries(killed))('%s: leaves no server behind either', async (_, pidOf) => {
    const desk = await startDesk()
    await desk.printed('Ctrl-C stops everything.')

    process.kill(pidOf(desk) ?? 0, 'SIGKILL')

    await expect.poll(() => isListening(desk.env.WEB_PORT), { timeout: 20_000 }).toBe(false)
    await expect.poll(() => isListening(desk.env.PORT), { timeout: 20_000 }).toBe(false)
    await expect.poll(() => isListening(desk.env.POOL_DOMAIN_PORT), { timeout: 20_000 }).toBe(false)
    desk.cleanUp()
  })
})

describe('npm start with a user pool elsewhere', { timeout: 120_000 }, () => {
  it('starts no pool of its own and lets its people in', async () => {
    const pool = await startUserPool()
    const desk = await startDesk({
      COGNITO_ISSUER: pool.issuer,
      COGNITO_DOMAIN: pool.domain,
      COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001',
    })
    await desk.printed('Ctrl-C stops everything.')

    const token = await pool.accessTokenFor('user@example.com')
    const me = await fetch(`http://localhost:${desk.env.PORT}/me`, {
      headers: { Authorization: `Bearer ${token}` },
    })

    expect(await me.json()).toMatchObject({ kind: 'user', issuer: pool.issuer })
    expect(desk.output()).not.toContain('pool │')
    expect(await desk.interrupt()).toBe(0)
    desk.cleanUp()
    await pool.close()
  })
})

describe('a start that cannot be', { timeout: 60_000 }, () => {
  it('names the port in use', async () => {
    const [port = 0] = await freePorts(1)
    const occupant = createServer()
    await new Promise<void>((resolve) => occupant.listen(port, '127.0.0.1', resolve))

    const desk = await startDesk({ PORT: String((occupant.address() as AddressInfo).port) })
    const code = await new Promise((resolve) => desk.child.on('close', resolve))
    occupant.close()
    desk.cleanUp()

    expect(code).toBe(1)
    expect(desk.output().trimEnd().split('\n').at(-1)).toBe(
      `Cannot start the api: port ${port} is in use; stop what listens there (perhaps another "npm start"), or set PORT to another one`,
    )
    expect(desk.output()).not.toContain('    at ')
  })

  it('names the data folder that cannot be written', async () => {
    const desk = await startDesk({ DATA_DIR: '/dev/null/data' })
    const code = await new Promise((resolve) => desk.child.on('close', resolve))
    desk.cleanUp()

    expect(code).toBe(1)
    expect(desk.output()).toMatch(/^Cannot write to the data folder "\/dev\/null\/data" \(ENOTDIR\): .*\n$/)
  })

  it('names the data folder that cannot be made', async () => {
    const desk = await startDesk({ DATA_DIR: '/proc/lifeguard/data' })
    const code = await new Promise((resolve) => desk.child.on('close', resolve))
    desk.cleanUp()

    expect(code).toBe(1)
    expect(desk.output()).toMatch(
      /^Cannot write to the data folder "\/proc\/lifeguard\/data" \(ENOENT\): .*\n$/,
    )
  })

  it('names the missing lockfile', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lifeguard-desk-'))
    cpSync(join(root, 'apps/desk/src'), join(folder, 'apps/desk/src'), { recursive: true })

    const { status, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'apps/desk/src/main.mjs'), 'start'],
      {
        encoding: 'utf8',
      },
    )
    rmSync(folder, { recursive: true })

    expect(status).toBe(1)
    expect(stderr).toBe(
      'Cannot install: pnpm-lock.yaml is missing; restore it with "git checkout pnpm-lock.yaml"\n',
    )
  })
})

async function isListening(port: string | undefined): Promise<boolean> {
  const answer = await fetch(`http://localhost:${port}/`).catch(() => undefined)
  return answer !== undefined
}

function sh(script: string): string {
  return execFileSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8' })
}

/** The README speaks of the local profile's ports; the test runs on its own. */
function atPortsOf({ env }: RunningDesk, lines: string): string {
  return lines
    .replaceAll('http://127.0.0.1:9330', `http://127.0.0.1:${env.POOL_DOMAIN_PORT}`)
    .replaceAll('http://localhost:3000', `http://localhost:${env.PORT}`)
}
