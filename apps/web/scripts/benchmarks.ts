import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { findWholeBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import type { Browser } from 'playwright-core'
import buildOnce from '../tests/build-once.ts'
import { measureFirstLoad } from '../tests/first-load.ts'
import { newVisitor, signInAtPool } from '../tests/visitor.ts'
import { startWorld, type World } from '../tests/world.ts'
import { runFullCounts } from './benchmarks/full-counts.ts'
import { type LighthouseRun, type Preset, runLighthouse, toLighthouseRows } from './benchmarks/lighthouse.ts'

// Renews docs/benchmarks-web.md. `--no-lighthouse` leaves out what needs the npm registry.
const file = join(import.meta.dirname, '../../../docs/benchmarks-web.md')
const lighthouseRuns = process.argv.includes('--no-lighthouse') ? 0 : 5

const browserPath = findWholeBrowser()
if (browserPath === undefined) throw new Error(missingBrowser)
await buildOnce()
const browser = await launchBrowser(browserPath)
const world = await startWorld()
const sections: string[] = [
  `# Figures of the web app

Measured by \`node apps/web/scripts/benchmarks.ts\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node},
Chromium ${browser.version()}, against the production build, the real API and the local user pool.
`,
]

try {
  sections.push(await measureWeight(browser, world), await measureRequests(browser, world))
  for (const preset of ['mobile', 'desktop'] as const) {
    if (lighthouseRuns > 0) sections.push(await measureWithLighthouse(world.webUrl, preset, browserPath))
  }
} finally {
  await browser.close()
  await world.close()
}
sections.push(
  ['## Full counts', '', '| what | | took |', '| --- | --- | ---: |', ...(await runFullCounts()), ''].join(
    '\n',
  ),
)
await writeFile(file, sections.join('\n'))

async function measureWeight(on: Browser, { webUrl, ...rest }: World): Promise<string> {
  const visitor = await newVisitor(on)
  const { page } = visitor
  const anonymous = await measureFirstLoad(page, webUrl, () =>
    page.getByRole('heading', { level: 1 }).waitFor(),
  )
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await signInAtPool(page, { webUrl, ...rest }, 'user@example.com')
  await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
  const home = await measureFirstLoad(page, webUrl, () =>
    page.getByRole('button', { name: /^Account menu/ }).waitFor(),
  )
  const notes = await measureFirstLoad(page, `${webUrl}/notes`, () =>
    page.getByRole('heading', { level: 2 }).waitFor(),
  )
  const apiConsole = await measureFirstLoad(page, `${webUrl}/console`, () =>
    page.getByRole('heading', { level: 2 }).first().waitFor(),
  )
  await visitor.leave()

  return `## Weight

Everything the browser asked for, gzipped (level 9). React alone, without any sign-in, is 66.5 KiB.
A figure above its goal is a goal that is not reached yet.

| | KiB | goal |
| --- | ---: | ---: |
| script of the public page, anonymous visitor | ${toKib(anonymous.script)} | 85 |
| script of the start page, signed in | ${toKib(home.script)} | 120 |
| script of the notes, signed in, with the form for writing offline | ${toKib(notes.script)} | 120 |
| script of the API console, signed in, with the contract's schemas | ${toKib(apiConsole.script)} | |
| style | ${toKib(anonymous.style)} | 10 |
`
}

async function measureRequests(on: Browser, { webUrl, pool, ...rest }: World): Promise<string> {
  const visitor = await newVisitor(on)
  const { page } = visitor
  const poolRequests = (): readonly string[] =>
    visitor.requests
      .filter((request) => request.url().startsWith(pool.domain) && request.resourceType() !== 'stylesheet')
      .map((request) => `${request.method()} ${new URL(request.url()).pathname}`)
  await page.goto(webUrl)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel(/^password/i).waitFor()
  const click = poolRequests()
  visitor.forgetRequests()
  await signInAtPool(page, { webUrl, pool, ...rest }, 'user@example.com')
  await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
  const submit = poolRequests()
  visitor.forgetRequests()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
  const reload = poolRequests()
  await visitor.leave()

  return `## Requests to the user pool

| step | requests | |
| --- | ---: | --- |
| from the click to the page of the pool | ${click.length} | ${click.join(', ')} |
| from the submitted password to signed in | ${submit.length} | ${submit.join(', ')} |
| from a reload to ready | ${reload.length} | ${reload.join(', ')} |
`
}

async function measureWithLighthouse(url: string, preset: Preset, chrome: string): Promise<string> {
  const runs: LighthouseRun[] = []
  for (let run = 0; run < lighthouseRuns; run += 1) runs.push(await runLighthouse(url, preset, chrome))
  return [
    `## Lighthouse, ${preset} preset, the public page`,
    '',
    '| | median | all runs |',
    '| --- | ---: | --- |',
    ...toLighthouseRows(runs),
    '',
  ].join('\n')
}

function toKib(bytes: number): string {
  return (bytes / 1024).toFixed(1)
}
