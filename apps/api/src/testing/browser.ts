import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where a browser is installed; undefined where there is none, unless every suite must run: then it throws. */
export function findBrowser(): string | undefined {
  const found = places.find(isExecutable)
  if (found === undefined && process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') {
    throw new Error('Cannot run the browser tests: install Chrome or Chromium, or set CHROME_PATH')
  }
  return found
}

/** Starts a headless browser. The sandbox of Chromium does not work for root. */
export function launchBrowser(path: string): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const args = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet
  return chromium.launch({ executablePath: path, args })
}

function isExecutable(path: string | undefined): path is string {
  if (path === undefined) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
