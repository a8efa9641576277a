import { type Browser, chromium } from 'playwright-core'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real browser: `CHROME_PATH`, or Debian's Chromium. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args })
}
