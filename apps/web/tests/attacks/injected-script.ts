import type { EvilSite } from '../evil-site.ts'
import type { Visitor } from '../visitor.ts'
import type { World } from '../world.ts'
import { codeProbes } from './code-probes.ts'
import { exfiltrationProbes } from './exfiltration-probes.ts'
import { type Outcome, type Probe, runProbe } from './probe.ts'
import { readingProbes } from './reading-probes.ts'
import { usingProbes } from './using-probes.ts'

/** What was tried, under the heading of the page of the documentation. */
export const probesByAim: Readonly<Record<string, readonly Probe[]>> = {
  'Read what the page holds': readingProbes,
  'Use the session, or get another one': usingProbes,
  'Run more code': codeProbes,
  'Carry something away': exfiltrationProbes,
}

const clientId = 'lifeguardweb00000000000001'

/** Where a probe runs, and against whom. */
export interface Scene {
  readonly visitor: Visitor
  readonly world: World
  readonly evil: EvilSite
  /** Another pool than that of the world answers authorization requests. */
  readonly authorizeAt?: string
}

/** Runs a probe in the page of somebody who is signed in and looks at the notes. */
export async function tryProbe(
  probe: Probe,
  { visitor, world, evil, authorizeAt = `${world.pool.domain}/oauth2/authorize` }: Scene,
): Promise<Outcome> {
  const page = probe.leaves ? await visitor.context.newPage() : visitor.page
  if (page.url() !== `${world.webUrl}/notes`) await page.goto(`${world.webUrl}/notes`)
  await page.getByRole('button', { name: /^Account menu/ }).waitFor()

  const authorize = new URL(authorizeAt)
  authorize.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: `${world.webUrl}/callback`,
    scope: 'openid',
    prompt: 'none',
    state: 'of-the-attacker',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }).toString()

  const outcome = await runProbe(probe, {
    page,
    evil,
    violations: () => visitor.everyTrouble.length,
    addresses: {
      evil: evil.url,
      datagrams: evil.datagrams,
      authorize: authorize.href,
      tokenEndpoint: `${world.pool.domain}/oauth2/token`,
      apiUrl: world.apiUrl,
      clientId,
    },
  })
  if (probe.leaves) {
    // A tab that is closed on its way hangs.
    if (probe.leaves === 'for the evil site' && outcome === 'possible')
      await page.waitForURL(`${evil.url}/**`)
    await page.close()
  }
  return outcome
}

/** The rows of one aim, as they stand in `docs/what-injected-script-can-do.md`. */
export function toTable(probes: readonly Probe[], outcomes: readonly Outcome[]): string {
  const rows = probes.map(({ tries, because }, index) => `| ${tries} | ${outcomes[index]} | ${because} |`)
  return ['| Injected script tries to … | | because |', '| --- | --- | --- |', ...rows].join('\n')
}
