import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import buildOnce from '../tests/build-once.ts'
import { scenes } from '../tests/scenes.ts'
import { newVisitor } from '../tests/visitor.ts'
import { startWorld } from '../tests/world.ts'

// Renews docs/screenshots, or the folder that is named: every page and state in light and dark, and on a phone.
const folder = process.argv[2] ?? join(import.meta.dirname, '../../../docs/screenshots')
const looks = {
  light: { colorScheme: 'light', width: 1280, height: 800 },
  dark: { colorScheme: 'dark', width: 1280, height: 800 },
  phone: { colorScheme: 'light', width: 390, height: 844 },
} as const

const browserPath = await findBrowser()
if (browserPath === undefined) throw new Error(missingBrowser)
await buildOnce()
await mkdir(folder, { recursive: true })
const [browser, world] = await Promise.all([launchBrowser(browserPath), startWorld()])

try {
  const visitor = await newVisitor(browser, { reducedMotion: 'reduce' })
  const { page } = visitor
  for (const { name, open } of scenes) {
    await open(visitor, world)
    for (const [look, { colorScheme, ...size }] of Object.entries(looks)) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(folder, `${name}-${look}.png`) })
    }
    await page.setViewportSize(looks.light)
  }
  await visitor.leave()
} finally {
  await browser.close()
  await world.close()
}
