import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EvilSite, startEvilSite } from '../evil-site.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import { probesByAim, toTable, tryProbe } from './injected-script.ts'
import type { Outcome } from './probe.ts'

const page = join(import.meta.dirname, '../../../../docs/what-injected-script-can-do.md')

describeInBrowser('X-15 · X-16 · injected script', () => {
  const stage = setStage()
  let evil: EvilSite

  beforeAll(async () => {
    evil = await startEvilSite()
  })
  afterAll(() => evil?.close())

  it.each(Object.entries(probesByAim))(
    '%s: can do what the documentation says, and no more',
    async (_aim, probes) => {
      const visitor = await stage.arriveThroughPool()
      visitor.excuse(/blocked|Content Security Policy|Trusted|ERR_|policy/i)
      const outcomes: Outcome[] = []
      for (const probe of probes) outcomes.push(await tryProbe(probe, { visitor, world: stage.world, evil }))

      expect(probes.map(({ tries }, index) => `${tries}: ${outcomes[index]}`)).toEqual(
        probes.map(({ tries, outcome }) => `${tries}: ${outcome}`),
      )
      expect(unaligned(await readFile(page, 'utf8'))).toContain(unaligned(toTable(probes, outcomes)))
    },
  )
})

/** A table of Markdown without the spaces that align it. */
function unaligned(text: string): string {
  return text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---')
}
