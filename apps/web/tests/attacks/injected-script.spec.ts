import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type EvilSite, startEvilSite } from '../evil-site.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'
import { probesByAim, toTable, tryProbe } from './injected-script.ts'
import type { Outcome } from './probe.ts'
import { usingProbes } from './using-probes.ts'

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

// "Blocked" says something only of a probe that works where nothing blocks it.
describeInBrowser('X-15 · X-16 · twin: injected script, without what blocks it,', () => {
  const stage = setStage({ withoutHeaders: ['content-security-policy', 'cross-origin-opener-policy'] })
  const blocked = Object.values(probesByAim)
    .flat()
    .filter(({ outcome }) => outcome === 'blocked')
  let evil: EvilSite
  let visitor: Visitor

  beforeAll(async () => {
    evil = await startEvilSite()
  })
  afterAll(() => evil?.close())
  beforeEach(async () => {
    visitor = await stage.arriveThroughPool()
    visitor.excuse(/.*/)
  })

  it('can do all that the headers of the page forbid', async () => {
    const forbidden = blocked.filter(({ twins }) => twins === undefined)
    const outcomes: string[] = []
    for (const probe of forbidden) {
      const outcome = await tryProbe(probe, { visitor, world: stage.world, evil })
      outcomes.push(`${probe.tries}: ${outcome}`)
    }

    expect(outcomes).toEqual(forbidden.map(({ tries }) => `${tries}: possible`))
  })

  it('finds a token wherever one lies', async () => {
    const token = `${btoa('{"alg":"RS256"}')}.${btoa('{"sub":"1"}')}.c2ln`
    const scene = { visitor, world: stage.world, evil }
    for (const probe of blocked) {
      for (const twin of probe.twins ?? []) {
        await visitor.page.evaluate(`(${twin})(${JSON.stringify({ token })})`)
        expect([`${twin}`, await tryProbe(probe, scene)]).toEqual([`${twin}`, 'possible'])
        await visitor.page.evaluate(takeBack)
        expect([`${twin}`, await tryProbe(probe, scene)]).toEqual([`${twin}`, 'blocked'])
      }
    }
  })

  it('reads the code that a pool gives away to scripts of other origins', async () => {
    const probe = usingProbes.find(({ tries }) => tries.includes('with `fetch`'))
    if (probe === undefined) throw new Error('Cannot find the probe that signs in with fetch')
    const pool = await startEvilSite()

    // As if its redirect had been followed.
    const scene = { visitor, world: stage.world, evil, authorizeAt: `${pool.url}/code=stolen` }

    expect(await tryProbe(probe, scene)).toBe('possible')
    await pool.close()
  })
})

/** Takes back what twins have planted. */
async function takeBack(): Promise<void> {
  localStorage.removeItem('planted')
  sessionStorage.removeItem('planted')
  Reflect.deleteProperty(window, 'planted')
  await cookieStore.delete('planted')
  await caches.delete('planted')
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('planted').onsuccess = resolve
  })
}

/** A table of Markdown without the spaces that align it. */
function unaligned(text: string): string {
  return text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---')
}
