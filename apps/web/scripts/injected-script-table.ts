import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import { probesByAim, toTable, tryProbe } from '../tests/attacks/injected-script.ts'
import type { Outcome } from '../tests/attacks/probe.ts'
import buildOnce from '../tests/build-once.ts'
import { startEvilSite } from '../tests/evil-site.ts'
import { newVisitor, signInAtPool } from '../tests/visitor.ts'
import { startWorld } from '../tests/world.ts'

// Renews docs/what-injected-script-can-do.md: every row is tried in a real browser. `pnpm format` aligns it.
const file = join(import.meta.dirname, '../../../docs/what-injected-script-can-do.md')

const opening = `# What injected script can do

Script that gets into the page despite everything is the worst case for any app that keeps its session in the browser.
This page says what such script can do here, and what not. Each row was tried in Chromium against the production build
with its real headers, in the page of somebody who is signed in; a test keeps the tables true.

Two conclusions:

- Nothing below keeps injected script from **using** the session while the page is open. Strict policies lower the
  chance that script gets in (it cannot be loaded, written, or made from text), and how long what it takes is worth
  something: access tokens live shortly, signing out puts them on the API's deny-list and revokes the refresh token.
- \`connect-src\` is no wall. Who runs in the page can leave it, and carry along what it has read.

If that is not good enough for your data, put a back end in front: RFC 10017 (OAuth 2.0 for Browser-Based
Applications) recommends it for business, sensitive and personal data, and the [threat model](threat-model.md) says
where this design ends.
`

const browserPath = await findBrowser()
if (browserPath === undefined) throw new Error(missingBrowser)
await buildOnce()
const [browser, world, evil] = await Promise.all([launchBrowser(browserPath), startWorld(), startEvilSite()])

try {
  const sections: string[] = []
  for (const [aim, probes] of Object.entries(probesByAim)) {
    const visitor = await newVisitor(browser)
    await visitor.page.goto(`${world.webUrl}/notes`)
    await signInAtPool(visitor.page, world, 'user@example.com')
    const outcomes: Outcome[] = []
    for (const probe of probes) outcomes.push(await tryProbe(probe, { visitor, world, evil }))
    await visitor.leave()
    sections.push(`## ${aim}\n\n${toTable(probes, outcomes)}\n`)
  }
  await writeFile(file, [opening, ...sections].join('\n'))
} finally {
  await browser.close()
  await Promise.all([world.close(), evil.close()])
}
