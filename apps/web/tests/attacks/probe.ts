import type { Page } from 'playwright-core'
import type { EvilSite } from '../evil-site.ts'

/** What a probe is told about the world. */
export interface EvilAddresses {
  readonly evil: string
  /** Where the evil site listens for datagrams, as `host:port`. */
  readonly datagrams: string
  /** An authorization request of the attacker's own making, answered without a password while the pool remembers. */
  readonly authorize: string
  readonly tokenEndpoint: string
  readonly apiUrl: string
  readonly clientId: string
}

export type Outcome = 'blocked' | 'possible'

/** Something that script running in the page could try. It runs in the page, so it is complete in itself. */
export interface Probe {
  readonly tries: string
  readonly outcome: Outcome
  /** Takes a tab of its own: it leads elsewhere, or goes on. */
  readonly leaves?: true | 'for the evil site'
  /** What stops it, or what is left to say about it. */
  readonly because: string
  /** What makes it possible where no header of the page blocks it. Each runs in the page, before the probe. */
  readonly twins?: readonly ((planted: { readonly token: string }) => Promise<unknown>)[]
  /** Resolves to `undefined` when only a visit of the evil site, a worker, or a report of the browser can tell. */
  readonly run: (addresses: EvilAddresses) => Promise<Outcome | undefined>
}

const patienceMs = 10_000

/**
 * Runs a probe in a page and finds out how it went. "Blocked" has to be proven as well: by what the probe met, or by a
 * violation that the browser reported.
 *
 * @throws Error when neither shows.
 */
export async function runProbe(
  probe: Probe,
  surroundings: { page: Page; addresses: EvilAddresses; evil: EvilSite; violations: () => number },
): Promise<Outcome> {
  const { page, addresses, evil, violations } = surroundings
  await settle(page)
  const before = { visits: evil.visits.length, workers: page.workers().length, violations: violations() }
  let outcome: Outcome | undefined
  // A probe that leaves the page takes its own answer with it.
  page.evaluate(`(${sourceOf(probe)})(${JSON.stringify(addresses)})`).then(
    (found) => {
      if (found === 'blocked' || found === 'possible') outcome = found
    },
    () => undefined,
  )

  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (evil.visits.length > before.visits || page.workers().length > before.workers) return 'possible'
    if (outcome !== undefined) return outcome
    if (violations() > before.violations) return 'blocked'
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`Cannot tell how the probe went: ${probe.tries}`)
}

// A test runner replaces `import()` in everything it loads, also in what is meant for the browser.
function sourceOf({ run }: Probe): string {
  return run.toString().replaceAll(/__vi\w*import__/g, 'import')
}

/** Lets reports of what was tried before arrive, so that they are not taken for reports of what comes. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve))
    await new Promise(requestAnimationFrame)
  })
}
