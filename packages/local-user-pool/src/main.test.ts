import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { Browser } from './testing/browser.ts'
import {
  authorizeUrl,
  decode,
  obtainCode,
  postForm,
  readJson,
  redeem,
  webClient,
} from './testing/code-flow.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'local-user-pool-'))
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(words: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, NODE_ENV: '', ...environment },
  })
  running.push(child)
  return child
}

/** Starts it on free ports and waits for its first line. */
async function start(...words: string[]) {
  const child = run(['--issuer-port', '0', '--domain-port', '0', ...words])
  let output = ''
  const { stdout } = child
  if (stdout === null) throw new Error('No output to read')
  stdout.setEncoding('utf8')
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (output.includes('People')) break
  }
  stdout.resume()
  const first: unknown = JSON.parse(output.split('\n')[0] ?? '')
  return { child, output, listening: Object.assign({ issuer: '', domain: '', event: '' }, first) }
}

/** Runs it to its end. */
async function finish(words: readonly string[], environment?: Record<string, string>) {
  const child = run(words, environment)
  if (child.stdout === null || child.stderr === null) throw new Error('No output to read')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { output, errors, code: child.exitCode }
}

/** Signs up on the pages, with the code from the mailbox. */
async function signUp(domain: string, username: string): Promise<void> {
  const browser = new Browser()
  const page = (path: string) => new URL(`${path}${authorizeUrl(domain, webClient).search}`, domain)
  await browser.submit(page('/signup'), { username, password: 'Passw0rd!' })
  const mailbox = await (await browser.request(`${domain}/_local/mail`)).text()
  const code = /code is (\d{6})/.exec(mailbox)?.[1] ?? ''
  await browser.submit(page('/confirm'), { code })
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}

describe('the pool from the shell', { timeout: 60_000 }, () => {
  it('prints where it listens as its first line, then its endpoints, clients and people', async () => {
    const { output, listening } = await start()

    expect(listening.event).toBe('listening')
    expect(listening.issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/us-east-1_Lifeguard$/)
    expect(output).toContain(`${listening.domain}/oauth2/token`)
    expect(output).toMatch(
      /lifeguardmachine0000000001 +confidential, client_credentials +notes\/read notes\/write/,
    )
    expect(output).toMatch(/People.*\n {2}admin@example\.com +admins\b.*\n {2}user@example\.com\b/)
    expect(output).not.toContain('Passw0rd!')
  })

  it('stops when told to, with exit code 0', async () => {
    const { child } = await start()
    child.kill('SIGTERM')

    const [code] = await once(child, 'close')

    expect(code).toBe(0)
  })

  it('explains its options', async () => {
    const { output, code } = await finish(['--help'])

    expect(code).toBe(0)
    for (const option of ['--config', '--data', '--issuer-port', '--domain-port', '--control-port']) {
      expect(output).toContain(option)
    }
  })

  it('keeps everybody signed in over a SIGKILL: keys, cookie, refresh token, and who signed up', async () => {
    const data = join(folder, 'killed')
    const browser = new Browser()
    const first = await start('--data', data)
    const code = await obtainCode(first.listening.domain, webClient, {
      username: 'user@example.com',
      browser,
    })
    const tokens = await readJson(await redeem(first.listening.domain, webClient, code))
    await signUp(first.listening.domain, 'new@example.com')
    await kill(first.child)

    const second = await start('--data', data)

    const silent = await browser.redirectOf(
      authorizeUrl(second.listening.domain, webClient, { prompt: 'none' }),
    )
    const refreshed = await postForm(`${second.listening.domain}/oauth2/token`, {
      grant_type: 'refresh_token',
      client_id: webClient.clientId,
      refresh_token: String(tokens.refresh_token),
    })
    const { access_token } = await readJson(refreshed)
    const newcomer = { username: 'new@example.com' }
    await expect(obtainCode(second.listening.domain, webClient, newcomer)).resolves.toBeTruthy()
    expect(silent.searchParams.has('code')).toBe(true)
    expect(refreshed.status).toBe(200)
    expect(decode(String(access_token)).auth_time).toBe(decode(String(tokens.access_token)).auth_time)
    expect(decode(`.${String(access_token).split('.')[0]}`).kid).toBe(
      decode(`.${String(tokens.access_token).split('.')[0]}`).kid,
    )
  })

  it('runs the handler of a trigger', async () => {
    const trigger = join(folder, 'trigger.mjs')
    writeFileSync(
      trigger,
      `export const handler = async (event) => {
        event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: {
          claimsToAddOrOverride: { tenant: 'blue', sub: 'nobody' } } } }
        return event
      }`,
    )
    const { listening } = await start('--pre-token', trigger)

    const code = await obtainCode(listening.domain, webClient, { username: 'user@example.com' })
    const tokens = await readJson(await redeem(listening.domain, webClient, code))

    expect(decode(String(tokens.access_token)).tenant).toBe('blue')
    expect(decode(String(tokens.access_token)).sub).not.toBe('nobody')
  })
})

describe('a start that cannot succeed', { timeout: 60_000 }, () => {
  /** One sentence on standard error, exit code 1, no stack trace. */
  async function expectRefusal(
    words: readonly string[],
    sentence: RegExp,
    environment?: Record<string, string>,
  ) {
    const { errors, output, code } = await finish(words, environment)

    expect(errors).toMatch(sentence)
    expect(errors).not.toMatch(/ at .*:\d+/)
    expect(output).toBe('')
    expect(code).toBe(1)
  }

  it('names the port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = String(typeof address === 'object' ? address?.port : '')

    await expectRefusal(
      ['--issuer-port', port, '--domain-port', '0'],
      new RegExp(`^Cannot listen on port ${port}: `),
    )
    other.close()
  })

  it('names the data folder that cannot be written', async () => {
    await expectRefusal(
      ['--data', '/proc/pool'],
      /^Cannot write to the data folder "\/proc\/pool" \(ENOENT\)/,
    )
  })

  it('says who uses the data folder', async () => {
    const data = join(folder, 'shared')
    const { child } = await start('--data', data)

    await expectRefusal(['--data', data], new RegExp(`the pool with process id ${child.pid} uses it`))
  })

  it('refuses NODE_ENV=production', async () => {
    await expectRefusal([], /NODE_ENV=production/, { NODE_ENV: 'production' })
  })

  it('names an option it does not know, a port that is none and a file that is not there', async () => {
    await expectRefusal(['--nonsense'], /^Cannot understand the command line: .*--nonsense/)
    await expectRefusal(['--issuer-port', '70000'], /^Cannot use "70000" for --issuer-port/)
    await expectRefusal(['--config', join(folder, 'none.json')], /^Cannot read the config ".*none\.json"/)
  })

  it('takes the addresses of the local profile as origins, and not beside a config', async () => {
    await expectRefusal(
      ['--web-origin', 'http://localhost:6000/'],
      /^Cannot use ".*" for --web-origin: it is scheme/,
    )
    await expectRefusal(['--api-url', 'localhost'], /^Cannot use "localhost" for --api-url: it is scheme/)
    await expectRefusal(
      ['--config', join(folder, 'mine.json'), '--web-origin', 'http://localhost:6000'],
      /^Cannot use --web-origin or --api-url beside --config/,
    )
  })

  it('names every faulty field of the config, with the limit of Cognito', async () => {
    const file = join(folder, 'faulty.json')
    const client = {
      clientId: 'a',
      flows: ['code'],
      scopes: ['openid'],
      callbackUrls: ['http://example.com/x'],
    }
    writeFileSync(file, JSON.stringify({ poolId: 'pool', clients: [{ ...client, accessTokenSeconds: 60 }] }))

    await expectRefusal(['--config', file], /poolId: .*\n.*callbackUrls\[0\]: Cognito takes http only for/)
    await expectRefusal(
      ['--config', file],
      /clients\[0\]\.accessTokenSeconds: Cognito takes 300 to 86400 seconds/,
    )
  })
})
