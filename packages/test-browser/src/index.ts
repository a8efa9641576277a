import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// Chromium's engine without its windows opens a page in a third of the time.
const shells = ['/usr/bin/chromium-headless-shell']

const whole = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What to do when `findBrowser()` finds nothing. */
export const missingBrowser =
  'Cannot run the browser tests: no Chrome or Chromium was found; install one or set CHROME_PATH'

/**
 * The path of a browser: `CHROME_PATH`, else an installed Chromium without windows, else an installed Chrome or Chromium,
 * else the binary of `@sparticuz/chromium`. `undefined` when there is none, unless `LIFEGUARD_REQUIRE_ALL_SUITES=1`: then
 * it throws.
 */
export async function findBrowser(): Promise<string | undefined> {
  return orRefuse(findInstalled([...shells, ...whole]) ?? (await unpackChromium()))
}

/** The same, for what only a browser with windows does: it keeps a page alive for "Back". */
export function findWholeBrowser(): string | undefined {
  return orRefuse(findInstalled(whole))
}

/** Starts a headless browser. The sandbox of Chromium does not work for root, who is at home in containers only. */
export function launchBrowser(path: string, options: { keepPagesInCache?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags,
    ...(options.keepPagesInCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
  })
}

// Rather none than another browser than the one that was asked for.
function findInstalled(paths: readonly string[]): string | undefined {
  const asked = process.env.CHROME_PATH
  if (!asked) return paths.find(isExecutable)
  if (isExecutable(asked)) return asked
  throw new Error(`Cannot run the browser tests: CHROME_PATH "${asked}" is no program`)
}

function orRefuse(path: string | undefined): string | undefined {
  if (path === undefined && process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') throw new Error(missingBrowser)
  return path
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function unpackChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } catch {
    return undefined
  }
}
