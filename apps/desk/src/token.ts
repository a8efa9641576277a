import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SettingsError } from './settings.ts'
import { TokenError } from './token/ask-for-token.ts'
import { getMachineToken } from './token/machine-token.ts'
import { getPersonToken } from './token/person-token.ts'
import { readTokenSettings, type TokenSettings } from './token/token-settings.ts'

/** Registered with the tools client of every pool. */
const callbackPort = 8976

const root = process.env.LIFEGUARD_ROOT ?? process.cwd()
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))

try {
  const token = await getToken(readTokenSettings(root, process.env, process.argv.slice(2)))
  process.stdout.write(`${token}\n`)
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof TokenError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function getToken({ pool, client, opensBrowser }: TokenSettings): Promise<string> {
  if (client.kind === 'machine') return getMachineToken(pool, client)

  const show = (url: string) => {
    console.error(`Sign in at\n\n  ${url}\n`)
    if (opensBrowser && process.stderr.isTTY) open(url)
  }
  return getPersonToken(pool, { ...client, callbackPort, show })
}

function open(url: string): void {
  const [program, ...words] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  // Where there is no browser to open, the address is on the screen.
  spawn(program ?? '', [...words, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
